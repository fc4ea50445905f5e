package import BenchModel

/// Every rendering of a verdict that a result folder holds.
package enum ReportFiles {
    package static func write(_ document: VerdictDocument, to folder: ResultFolder) throws(HarnessError) {
        try folder.write(VerdictReport.render(document, as: .json), to: "verdict.json")
        try folder.write(VerdictReport.render(document, as: .markdown), to: "report.md")
        try folder.write(VerdictReport.render(document, as: .html), to: "report.html")
        try folder.write(VerdictReport.render(document, as: .junit), to: "junit.xml")
    }
}
