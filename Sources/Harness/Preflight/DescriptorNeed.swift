import BenchModel
import Traffic

/// How many files and sockets a recipe's requests need open at once, against what the system allows.
enum DescriptorNeed {
    /// - Parameter usesTap: Whether what is sent passes a tap of this process.
    static func check(_ recipe: Recipe, usesTap: Bool) throws(LimitShortage) {
        let workload = recipe.workload
        // Without a limit of its own a load opens as many as it comes to need, and says so where it may not.
        let streams = min(workload.concurrency ?? 0, workload.requests)
        try OpenFileLimit.require(streams: streams, each: each(recipe, usesTap: usesTap))
    }

    /// Of one request at a time. A tool that is a process of its own has a limit of its own, of the same size.
    static func each(_ recipe: Recipe, usesTap: Bool) -> Int {
        var count = 0
        if recipe.tools.contains(where: { $0.tool == .native }) { count += 1 }
        if usesTap { count += 2 }
        if case .simulate = recipe.server { count += 1 }
        return max(count, 1)
    }
}
