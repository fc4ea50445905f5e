import Foundation

/// The figures that stand in a text, found without the readers, to be held against what a verdict says of them.
struct PrintedFigures: Sendable {
    struct Figure: Sendable {
        let value: Double
        /// Half of the last digit.
        let resolution: Double
    }

    /// Every figure of each field, in order.
    let byField: [String: [Figure]]

    /// Of fields that decide. Empty for a JSON text that is not whole: nobody has to read that.
    init(_ bytes: [UInt8]) {
        guard Self.isReadable(bytes) else {
            byField = [:]
            return
        }
        var found: [String: [Figure]] = [:]
        for field in ReportFields.of(bytes) {
            guard let role = FieldRole.of(field.name), role == .statistic || role == .count else { continue }
            let text = String(decoding: bytes[field.value], as: UTF8.self)
            for (place, part) in text.split(separator: "/").enumerated() {
                guard let value = Double(part.trimmed), value.isFinite else { continue }
                let decimals = part.trimmed.split(separator: ".").dropFirst().first?.count ?? 0
                let isPrinted = field.name.contains("console") || field.name.contains("table")
                found["\(field.name)#\(place)", default: []].append(
                    Figure(value: value, resolution: isPrinted && decimals > 0 ? 0.5 * pow(10, -Double(decimals)) : 0)
                )
            }
        }
        byField = found
    }

    private static func isReadable(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }) else { return false }
        guard bytes[first] == UInt8(ascii: "{") || bytes[first] == UInt8(ascii: "[") else { return true }
        return
            (try? JSONSerialization.jsonObject(
                with: Data(
                    String(decoding: bytes, as: UTF8.self)
                        .replacing("Infinity", with: "1e300").replacing("NaN", with: "null").utf8
                ),
                options: [.fragmentsAllowed]
            )) != nil
    }

    /// The first field with a figure that none of another text's is, by more than a tolerance that is a little wider than
    /// the verdict's. Nil when there is none. A field that is gone is no figure.
    func difference(from other: PrintedFigures, share: Double = 0.03) -> String? {
        for (name, figures) in byField.sorted(by: { $0.key < $1.key }) {
            guard let known = other.byField[name] else { continue }
            let role = FieldRole.of(String(name.prefix { $0 != "#" }))
            let isExact = role == .count
            for figure in figures
            where !known.contains(where: {
                Self.agrees(figure, $0, isExact ? 0.006 : share, floor: isExact ? 0 : name.contains("ms") ? 0.01 : 1e-5)
            }) {
                return "\(name) is \(figure.value) where \(known[0].value) stood"
            }
        }
        return nil
    }

    /// - Parameter floor: The tolerance's of 10 µs, in the unit of the figures.
    private static func agrees(_ left: Figure, _ right: Figure, _ share: Double, floor: Double) -> Bool {
        let slack = left.resolution + right.resolution
        return abs(left.value - right.value) <= max(share * max(abs(left.value), abs(right.value)), floor) * 1.01
            + slack
    }
}
