import BenchModel
import Dispatch
import Floor
import Testing
import Traffic

struct FloorTests {
    private func run(_ load: floor_load) async -> (failure: String?, result: floor_result) {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                var load = load
                var result = floor_result()
                let failure = floor_run(&load, &result).map { String(cString: $0) }
                continuation.resume(returning: (failure, result))
            }
        }
    }

    /// Long answers that come as fast as they can fill the buffers, so that reads end within lines.
    @Test(arguments: [(1, 3, 20_000), (20, 100, 50), (5, 3, 1)])
    func `every chunk is counted once`(concurrency: Int32, requests: Int32, tokens: Int32) async throws {
        var options = SimulatorOptions()
        (options.ttft, options.itl) = (.zero, .zero)
        try await Simulator.run(options) { simulator in
            let load = floor_load(
                port: Int32(simulator.port),
                concurrency: concurrency,
                requests: requests,
                tokens: tokens,
                prompt_words: 10
            )
            let (failure, result) = await run(load)
            #expect(failure == nil)
            #expect(result.chunks == Int(requests * tokens))
        }
    }

    @Test func `the time to the first chunk is the server's and a little`() async throws {
        var options = SimulatorOptions()
        options.ttft = .milliseconds(50)
        options.itl = .zero
        try await Simulator.run(options) { simulator in
            let load = floor_load(
                port: Int32(simulator.port),
                concurrency: 2,
                requests: 6,
                tokens: 5,
                prompt_words: 10
            )
            let (failure, result) = await run(load)
            #expect(failure == nil)
            #expect(result.ttft_mean >= 0.05 && result.ttft_mean < 0.5)
            #expect(result.seconds >= 0.15)
        }
    }

    @Test func `a server that is not there is told`() async {
        let (failure, _) = await run(floor_load(port: 1, concurrency: 1, requests: 1, tokens: 1, prompt_words: 1))
        #expect(failure == "a connection could not be opened")
    }

    @Test func `a stream that is cut is told`() async throws {
        var options = SimulatorOptions()
        options.faults = [try SimulatorFault(text: "cut,after=5")]
        try await Simulator.run(options) { simulator in
            let load = floor_load(
                port: Int32(simulator.port),
                concurrency: 1,
                requests: 1,
                tokens: 50,
                prompt_words: 10
            )
            #expect(await run(load).failure == "the server closed a stream")
        }
    }
}
