package import BenchModel

/// The tools that Concord knows. A new one is a folder and a line here.
package enum Tools {
    package static let all: [any ToolAdapter] = [VLLMBench(), EvalscopePerf(), NativeEngine()]

    package static func adapter(for id: ToolID) -> (any ToolAdapter)? { all.first { $0.id == id } }
}
