/// Every check of a verdict, in the order of reports: first whether there is something to compare, then whether the work
/// was the same, then client and tap, and last the machine.
package enum CheckCatalogue {
    package static let all: [Check] = Check.work + Check.clients + Check.machine

    package static func check(_ id: String) -> Check? { all.first { $0.id == id } }

    static func results(_ material: CheckMaterial) -> [CheckResult] { all.flatMap { $0.results(material) } }
}
