import ArgumentParser

/// A number of requests under way at once, or `unlimited`.
struct ConcurrencyLimit: ExpressibleByArgument {
    /// At least 1. Nil: not limited.
    let number: Int?

    init?(argument: String) {
        number = Int(argument)
        if argument != "unlimited", (number ?? 0) < 1 { return nil }
    }
}
