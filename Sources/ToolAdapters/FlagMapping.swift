/// How a tool expresses one recipe key: a row of `plan --explain`.
package struct FlagMapping: Sendable, Equatable {
    /// Dotted path in the recipe: `workload.concurrency`.
    package let key: String
    /// The flag, or what is done instead: `--max-concurrency`, `--extra-args {"ignore_eos"}`, `not expressible`.
    package let flag: String

    package init(_ key: String, _ flag: String) {
        self.key = key
        self.flag = flag
    }
}
