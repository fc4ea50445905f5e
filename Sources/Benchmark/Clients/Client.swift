/// A program that loads a server and counts what comes back.
enum Client: String, CaseIterable, Codable, Comparable {
    /// The least that is possible: see `floor.h`.
    case floor
    /// `concord load`.
    case native
    /// The same through `concord tap`, whose CPU and memory are counted in place of the client's.
    case tapped
    /// vLLM's client in Rust, `vllm-rs bench serve`.
    case vllmRust = "vllm-rs"
    /// `vllm bench serve` in Python.
    case vllm
    /// `evalscope perf`.
    case evalscope

    /// Everything that is a load tester by itself.
    static let testers = allCases.filter { $0 != .tapped }

    /// Whether it is an order of magnitude slower than the others, so that fewer requests measure it as well.
    var isSlow: Bool { self == .vllm || self == .evalscope }

    static func < (left: Client, right: Client) -> Bool { left.place < right.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
