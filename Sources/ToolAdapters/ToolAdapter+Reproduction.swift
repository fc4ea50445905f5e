package import BenchModel

extension ToolAdapter {
    /// None but what is known for every version.
    package var formulaVersions: [ToolVersion] { [] }

    /// What a report prints beside what its own records give.
    /// - Returns: Nil without records, and where it is not known how the figures were made: by an unknown version none of
    ///   whose known ways gives every figure, or at an endpoint that the output does not tell and that matters.
    package func reproduction(of report: ToolReport) -> Reproduction? {
        if report.version != nil { return Reproduction(report, formula: formula(of: report)) }
        for version in formulaVersions {
            var dated = report
            dated.version = version
            if let found = Reproduction(report, formula: formula(of: dated)), found.failures.isEmpty { return found }
        }
        return Reproduction(report, formula: formula(of: report))
    }

    private func formula(of report: ToolReport) -> ToolFormula? {
        if let api = report.api { return formula(for: report.version, api: api) }
        let formulas = API.allCases.map { formula(for: report.version, api: $0) }
        guard let first = formulas.first, formulas.allSatisfy({ $0 == first }) else { return nil }
        return first
    }
}
