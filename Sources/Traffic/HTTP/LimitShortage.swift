/// What the system lets this process have is less than it needs.
package enum LimitShortage: Error, Equatable {
    /// - Parameters:
    ///   - streams: Requests at once, each of which needs so many. 0 where they are not known.
    case openFiles(limit: Int, needed: Int, streams: Int, each: Int)
    /// In bytes.
    case memory(limit: Int, needed: Int)

    /// What is wrong and what to do, in sentences without the last full stop.
    package var fact: String {
        switch self {
        case .openFiles(let limit, let needed, let streams, let each):
            let why = streams > 0 ? " (\(streams) at once × \(each), and \(needed - streams * each) beside them)" : ""
            let less = streams > 0 ? ", or have fewer requests at once" : ""
            return "the system allows this process \(limit) open files, and \(needed) are needed\(why). "
                + "Raise the limit with `ulimit -n \(needed)`\(less)"
        case .memory(let limit, let needed):
            return
                "the system allows this process \(limit >> 20) MiB of address space, and \(needed >> 20) MiB are needed. "
                + "Raise the limit with `ulimit -v \(needed >> 10)`, or `ulimit -v unlimited`"
        }
    }
}
