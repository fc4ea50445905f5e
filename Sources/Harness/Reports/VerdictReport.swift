package import BenchModel

/// Writes a verdict in any form. Every form ends in one newline.
package enum VerdictReport {
    /// - Parameters:
    ///   - width: Columns that the text form may fill; a name that is longer than that is not cut.
    ///   - color: Whether the text form may use ANSI colours.
    ///   - verbose: Whether the text form lists what decides nothing as well.
    package static func render(
        _ document: VerdictDocument,
        as format: ReportFormat,
        width: Int = 100,
        color: Bool = false,
        verbose: Bool = false
    ) -> String {
        switch format {
        case .text: TextReport(document, width: width, color: color, verbose: verbose).render()
        case .json: VerdictJSON.encode(document)
        case .markdown: MarkdownReport(document).render()
        case .junit: JUnitReport(document).render()
        case .html: HTMLReport(document).render()
        }
    }
}
