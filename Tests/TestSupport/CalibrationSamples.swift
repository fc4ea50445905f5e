package import BenchModel

/// Calibrations with made-up figures.
package enum CalibrationSamples {
    package static let machine = CalibrationMachine(cores: 2, cpu: "Some CPU", os: "Some OS")
    package static let vllm = ToolID("vllm")
    package static let ttft = MetricID(.ttft, .mean)

    /// A cell whose TTFT is what the profile says plus a delay.
    /// - Parameters:
    ///   - delay: In seconds. Nil: the tool failed.
    ///   - resolution: Half of what the tool's figure leaves open, in seconds.
    package static func cell(
        _ concurrency: Int,
        _ profile: CalibrationProfile = .fast,
        delay: Double?,
        resolution: Double = 0,
        tool: ToolID = vllm,
        version: ToolVersion = "0.32.0"
    ) -> CalibrationCell {
        var cell = CalibrationCell(
            load: CalibrationLoad(concurrency: concurrency, profile: profile),
            tool: tool,
            version: version,
            requests: 100
        )
        if let delay {
            let figure = CalibrationFigure(
                ttft,
                view: .reported,
                truth: profile.ttft,
                reported: MetricValue(profile.ttft + delay, resolution: resolution),
                tolerance: Tolerance()
            )
            cell.metrics = [figure].compactMap(\.self)
        } else {
            cell.failure = "it broke."
        }
        return cell
    }

    /// - Parameter delays: Seconds that the tool adds to a TTFT, on both profiles alike, by concurrency.
    package static func document(
        _ delays: KeyValuePairs<Int, Double?> = [1: 0.0001, 4: 0.0005, 16: 0.002, 64: 0.02],
        tool: ToolID = vllm,
        version: ToolVersion = "0.32.0",
        machine: CalibrationMachine = machine
    ) -> CalibrationDocument {
        var grid = CalibrationGrid()
        grid.loads = delays.map(\.key)
        return CalibrationDocument(
            made: "2026-01-01T00:00:00Z",
            machine: machine,
            grid: grid,
            tolerance: Tolerance(),
            cells: delays.flatMap { load, delay in
                grid.profiles.map { cell(load, $0, delay: delay, tool: tool, version: version) }
            }
        )
    }
}
