package import Traffic

/// What a load tells while it is under way.
package enum LoadEvent: Sendable {
    /// Something to know of the run, once.
    case note(String)
    /// What it does now.
    case step(String)
    case progress(LoadProgress)
}
