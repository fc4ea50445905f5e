import BenchModel

/// The two JSON files that hold a run's result.
enum EvalscopeReportFile {
    /// `benchmark_summary.json`: milliseconds have two decimals, everything else four.
    static func summary(_ value: JSONValue, place: String) throws(OutputError) -> EvalscopeSummary {
        guard case .object(let members) = value else {
            throw .evalscope(.unknownShape("it is not an object"), at: place)
        }
        let figures = members.compactMap { key, value -> EvalscopeFigure? in
            guard let text = text(of: value) else { return nil }
            let label = EvalscopeLabel(key)
            return EvalscopeFigure(
                label: label,
                text: text,
                rounding: .decimals(label.unit == .milliseconds ? 2 : 4)
            )
        }
        return try EvalscopeSummary(figures: figures, optional: false, isWhole: true, place: place)
    }

    /// `benchmark_percentile.json`: four decimals up to 1.6.1, where TTFT is in seconds, and from 1.13.0 on; two between.
    static func percentiles(
        _ value: JSONValue,
        completed: Int?,
        place: String
    ) throws(OutputError) -> EvalscopePercentiles {
        guard let rows = value.array else { throw .evalscope(.unknownShape("it is not an array"), at: place) }
        var columns: [(statistic: String, figures: [(label: EvalscopeLabel, text: String)])] = []
        for row in rows {
            guard case .object(let members) = row, let name = members["Percentiles"]?.string else {
                throw .evalscope(.unknownShape("a row names no percentile"), at: place)
            }
            columns.append(
                (name, members.compactMap { key, value in text(of: value).map { (EvalscopeLabel(key), $0) } })
            )
        }
        let figures = columns.flatMap(\.figures)
        let isFine =
            figures.contains { $0.label.name == "ttft" && $0.label.unit == .seconds }
            || figures.contains { EvalscopeFigure.decimals(in: $0.text) > 2 }
        return try EvalscopePercentiles(
            columns: columns.map { name, figures in
                (
                    name,
                    figures.map {
                        EvalscopeFigure(label: $0.label, text: $0.text, rounding: .decimals(isFine ? 4 : 2))
                    }
                )
            },
            completed: completed,
            isWhole: true,
            place: place
        )
    }

    /// A number as Python writes it, `null` standing for its `NaN`. Nil for what is no number.
    private static func text(of value: JSONValue) -> String? {
        switch value {
        case .null: "nan"
        case .integer(let value): String(value)
        case .number(let value): "\(value)"
        default: nil
        }
    }
}
