/// Which stopped session goes on.
package enum ResumeChoice: Sendable, Equatable {
    /// The newest one of the recipe's name below the folder of results.
    case newest
    /// The one in that result folder.
    case folder(String)
}
