package import BenchModel

extension ToolAdapter {
    /// What a report prints beside what its own records give.
    /// - Returns: Nil without records, and where it is not known how the figures were made: by an unknown version, or at an
    ///   endpoint that the output does not tell and that matters.
    package func reproduction(of report: ToolReport) -> Reproduction? {
        Reproduction(report, formula: formula(of: report))
    }

    private func formula(of report: ToolReport) -> ToolFormula? {
        if let api = report.api { return formula(for: report.version, api: api) }
        let formulas = API.allCases.map { formula(for: report.version, api: $0) }
        guard let first = formulas.first, formulas.allSatisfy({ $0 == first }) else { return nil }
        return first
    }
}
