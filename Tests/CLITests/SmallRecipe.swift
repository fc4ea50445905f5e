import Foundation
import TestSupport

/// A recipe that runs in a second: the simulator, a handful of requests, and whatever tools a test wants.
enum SmallRecipe {
    static let fakeVLLM = Fixtures.path("fake-tools/vllm.py")

    static func write(to folder: URL, tools: String, server: String = "simulate: {ttft: 5ms, itl: 1ms}") throws
        -> String
    {
        let text = """
            name: small
            server:
              \(server)
            model: {name: simulator}
            workload: {prompts: shared, input_tokens: 16, output_tokens: 8, requests: 6, concurrency: 2}
            warmup: {requests: 1, pause: 0s}
            tools:
            \(tools.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
            rounds: 1
            """
        let path = folder.appending(path: "small.yaml")
        try text.write(to: path, atomically: true, encoding: .utf8)
        return path.path
    }

    /// A `vllm` that is the fake one, in the given mode.
    static func fakeTool(mode: String, timeout: String = "60s") -> String {
        """
        vllm:
          version: 0.32.0
          command: [python3, \(fakeVLLM)]
          environment: {FAKE_MODE: \(mode)}
          timeout: \(timeout)
        native: {}
        """
    }
}
