import BenchModel

/// The averages of one run, from JSON or console, brought to metrics.
struct EvalscopeSummary {
    let completed: Int
    let failed: Int
    let work: ReportedWork
    private(set) var values: [MetricID: MetricValue] = [:]
    private(set) var warnings: [String] = []

    /// - Parameters:
    ///   - figures: All of them; their order does not matter.
    ///   - optional: Whether figures that are zero may be missing, as they do in the tables from 1.7.0 on.
    ///   - isWhole: Whether the end was seen, so that a figure which is not there was taken out and not cut off.
    ///   - place: For errors.
    init(figures: [EvalscopeFigure], optional: Bool, isWhole: Bool = false, place: String) throws(OutputError) {
        let byName = Dictionary(grouping: figures, by: \.label.name)
        if let twice = byName.first(where: { $0.value.count > 1 })?.key {
            throw .evalscope(.unknownShape("'\(twice)' is there twice"), at: place)
        }
        work = EvalscopeWork.of(summary: figures)
        (completed, failed) = try Self.counts(byName, place: place)
        put(MetricID(.requestsCompleted), MetricValue(Double(completed), sourceName: "Succeed requests"))
        put(MetricID(.requestsFailed), MetricValue(Double(failed), sourceName: "Failed requests"))
        var missing: [String] = []
        for row in Self.rows {
            guard let figure = row.names.compactMap({ byName[$0]?.first }).first else {
                if optional && row.isLeftOutWhenZero { continue }
                if isWhole {
                    missing.append("'\(row.names[0])'")
                    continue
                }
                throw .evalscope(.cutOff, at: "\(place), '\(row.names[0])'")
            }
            guard figure.isReadable || completed == 0, let scale = row.scale(figure.label.unit) else {
                throw .evalscope(.unknownShape("'\(figure.label.text)' is '\(figure.text)'"), at: place)
            }
            guard let value = figure.value, completed > 0 || row.metric.family == .duration && value > 0 else {
                continue
            }
            put(
                row.metric,
                MetricValue(
                    value * scale,
                    resolution: figure.halfWidth * scale,
                    sourceName: figure.label.text,
                    sourceText: figure.text,
                    samples: completed
                )
            )
        }
        for (name, family) in [("input", MetricFamily.inputTokens), ("output", .outputTokens)] {
            let figure = ["average \(name) tokens per request", "avg \(name) tokens"].compactMap { byName[$0]?.first }
            if let figure = figure.first {
                try addTokens(family, from: figure, place: place)
            } else if isWhole {
                missing.append("'average \(name) tokens'")
            } else if !optional || family == .inputTokens {
                throw .evalscope(.cutOff, at: "\(place), 'average \(name) tokens'")
            }
        }
        if !missing.isEmpty {
            warnings.append(
                "The summary has not all that evalscope writes: no \(missing.joined(separator: ", no ")). "
                    + "What is not there is not compared."
            )
        }
        warn(about: byName)
    }

    private mutating func put(_ metric: MetricID, _ value: MetricValue) { values[metric] = value }

    /// Reports hold averages only; average times requests gives the sum, as exactly as the average was written.
    /// Where one whole number alone fits, that number is the sum.
    private mutating func addTokens(
        _ family: MetricFamily,
        from figure: EvalscopeFigure,
        place: String
    ) throws(OutputError) {
        guard figure.isReadable || completed == 0 else {
            throw .evalscope(.unknownShape("'\(figure.label.text)' is '\(figure.text)'"), at: place)
        }
        guard completed > 0, let average = figure.value else { return }
        let sum = average * Double(completed)
        let open = figure.halfWidth * Double(completed)
        // Room for the binary representation of a decimal average.
        let slack = sum * 1e-12
        let first = (sum - open - slack).rounded(.up)
        let last = (sum + open + slack).rounded(.down)
        put(
            MetricID(family),
            MetricValue(
                first == last ? first : sum,
                resolution: first == last ? 0 : open,
                sourceName: figure.label.text,
                sourceText: figure.text,
                samples: completed
            )
        )
        if first > last {
            warnings.append(
                "'\(figure.label.text)' is \(figure.text), which no whole number of tokens over \(completed) requests gives."
            )
        }
    }

    private static func counts(
        _ byName: [String: [EvalscopeFigure]],
        place: String
    ) throws(OutputError) -> (completed: Int, failed: Int) {
        func count(_ names: String...) throws(OutputError) -> Int {
            guard let figure = names.compactMap({ byName[$0]?.first }).first else {
                throw .evalscope(.cutOff, at: "\(place), '\(names[0])'")
            }
            guard let value = Double(figure.text).flatMap({ Int(exactly: $0) }), value >= 0 else {
                throw .evalscope(.unknownShape("'\(figure.label.text)' is '\(figure.text)'"), at: place)
            }
            return value
        }
        let total = try count("total requests")
        let completed = try count("success requests", "succeed requests")
        let failed = try count("failed requests")
        guard completed <= total, failed == total - completed else {
            throw .evalscope(
                .unknownShape("\(completed) completed and \(failed) failed requests do not make \(total)"),
                at: place
            )
        }
        return (completed, failed)
    }

    private mutating func warn(about byName: [String: [EvalscopeFigure]]) {
        if let unstreamed = byName["non-stream requests"]?.first.flatMap({ Int($0.text) }), unstreamed > 0 {
            warnings.append("\(unstreamed) answers were not streamed; their TTFT is their latency.")
        }
        for row in Self.rows where completed > 0 && values[row.metric] == nil {
            warnings.append("evalscope gives no '\(row.names[0])'; its tables leave out what is zero.")
        }
        if completed > 0, values[MetricID(.outputTokens)] == nil {
            warnings.append("evalscope gives no 'average output tokens'; its tables leave out what is zero.")
        }
        for figure in byName.values.joined() where !Self.known.contains(figure.label.name) {
            warnings.append("evalscope's '\(figure.label.text)' is not known here.")
        }
        guard let duration = values[MetricID(.duration)], let rate = values[MetricID(.requestThroughput)] else {
            return
        }
        // The interval that both figures leave open, and one part in a thousand for windows that end a little apart.
        let implied = rate.value * duration.value
        let open = rate.value * duration.resolution + rate.resolution * duration.value + 1e-3 * Double(completed)
        if abs(implied - Double(completed)) > open {
            warnings.append(
                "Throughputs do not belong to the duration: \(completed) requests in \(duration.value) s are not "
                    + "\(rate.value) requests per second. Releases 1.1.1 to 1.3.0 divide by the time before the last result."
            )
        }
    }
}
