/// The forms in which a result can be written.
package enum ReportFormat: String, CaseIterable, Sendable {
    case text, json, markdown, junit, html
}
