import BenchModel
import Foundation
import Harness
import TestSupport
import Testing

/// Each `fixtures/recipes/invalid/NAME.yaml` has its problems, as the user sees them, in `NAME.txt`.
struct RecipeFileErrorTests {
    static let names = Fixtures.cases("recipes/invalid").filter { $0.hasSuffix(".yaml") }.map { $0.dropLast(5) }

    @Test(arguments: names)
    func `an invalid recipe has just the problems that are written beside it`(name: Substring) throws {
        let folder = "recipes/invalid"
        let error = try #require(throws: RecipeError.self) {
            try RecipeFile.parse(
                try Fixtures.text("\(folder)/\(name).yaml"),
                name: "\(name).yaml",
                folder: Fixtures.path(folder)
            )
        }
        let expected = try Fixtures.text("\(folder)/\(name).txt")
        #expect(error.description.split(separator: "\n") == expected.split(separator: "\n"))
    }
}
