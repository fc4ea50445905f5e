/// A map whose steps run at the same time, a few at once.
enum Parallel {
    private static let width = 8

    /// Results in the order of the elements; the first error ends it.
    static func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element],
        _ transform: @escaping @Sendable (Element) async throws(PromptSetError) -> Result
    ) async throws(PromptSetError) -> [Result] {
        var results: [Result?] = Array(repeating: nil, count: elements.count)
        do {
            try await withThrowingTaskGroup(of: (Int, Result).self) { group in
                for (place, element) in elements.enumerated() {
                    if place >= width, let (done, result) = try await group.next() { results[done] = result }
                    group.addTask { (place, try await transform(element)) }
                }
                for try await (done, result) in group { results[done] = result }
            }
        } catch let error as PromptSetError {
            throw error
        } catch {
            throw .request(url: "", .cancelled)
        }
        return results.compactMap { $0 }
    }
}
