extension EvalscopePerf {
    package func progress(in line: String) -> RunProgress? {
        // tqdm redraws with carriage returns, so that one line of a log can hold many states; the last one counts.
        for part in line.split(whereSeparator: { $0.isNewline || $0 == "\r" }).reversed() {
            if let progress = Self.bar(in: part) ?? Self.milestone(in: part) { return progress }
        }
        return nil
    }

    /// `Processing[parallel_4_number_40]:  12%|█▎  | 5/40 [00:00<00:01, 17.89it/s]`
    private static func bar(in line: Substring) -> RunProgress? {
        let phases = [("Generating[", "generating prompts"), ("Warmup[", "warming up"), ("Processing", "sending")]
        guard line.contains("%|"), let bar = line.lastIndex(of: "|"),
            let phase = phases.first(where: { line.contains($0.0) })?.1
        else { return nil }
        let counts = line[line.index(after: bar)...].prefix { $0 != "[" }.split(separator: "/").map {
            Int($0.filter { !$0.isWhitespace })
        }
        guard counts.count == 2, let done = counts[0], let total = counts[1] else { return nil }
        return RunProgress(phase: phase, done: done, total: total)
    }

    /// The bar `Running[perf]` counts sweep points and is redrawn at any time, so it tells nothing here.
    private static func milestone(in line: Substring) -> RunProgress? {
        let phases = [
            ("Starting benchmark with args", "starting"), ("Test connection successful", "connected"),
            ("Retrying...", "waiting for the server"), ("Save the data base to", "sending"),
            ("Benchmarking summary:", "summarising"), ("Save the summary to", "finished"),
        ]
        return phases.first { line.contains($0.0) }.map { RunProgress(phase: $0.1) }
    }
}
