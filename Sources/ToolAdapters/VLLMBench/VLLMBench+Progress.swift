extension VLLMBench {
    /// - Parameter line: Of stdout or stderr; may hold several states of a progress bar, parted by carriage returns.
    package func progress(in line: String) -> RunProgress? {
        for state in line.split(whereSeparator: { $0 == "\r" || $0 == "\n" || $0 == "\r\n" }).reversed() {
            if let progress = Self.progress(inState: state) { return progress }
        }
        return nil
    }

    private static let phases = [
        ("Sampling input_len", "generating prompts"),
        ("Starting initial single prompt test run", "checking the server"),
        ("Waiting for endpoint to become up", "waiting for the server"),
        ("Warming up with", "warming up"),
        ("Starting main benchmark run", "sending"),
        ("Serving Benchmark Result", "reporting"),
    ]

    private static func progress(inState state: Substring) -> RunProgress? {
        if let bar = bar(in: state) { return bar }
        // Up to 0.11.0 one line ends the test run and starts the main one: the later phase counts.
        return phases.last { state.contains($0.0) }.map { RunProgress(phase: $0.1) }
    }

    /// tqdm's `45%|████▌     | 226/500 [00:02<00:03, 91.3it/s]`.
    private static func bar(in state: Substring) -> RunProgress? {
        guard let percent = state.firstIndex(of: "%"), let rule = state.lastIndex(of: "|"), percent < rule,
            state[state.index(after: percent)...].hasPrefix("|")
        else { return nil }
        let figures = state[state.index(after: rule)...].drop { $0 == " " }.prefix { $0 != " " }
        let counts = figures.split(separator: "/", omittingEmptySubsequences: false)
        guard counts.count == 2, let done = Int(counts[0]), let total = Int(counts[1]), done >= 0, done <= total else {
            return nil
        }
        return RunProgress(phase: "sending", done: done, total: total)
    }
}
