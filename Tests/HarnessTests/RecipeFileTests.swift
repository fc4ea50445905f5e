import BenchModel
import Foundation
import Harness
import TestSupport
import Testing

struct RecipeFileTests {
    private func recipe(_ path: String, _ overrides: String...) throws -> Recipe {
        try RecipeFile.load(path: Fixtures.path("recipes/valid/\(path).yaml"), overrides: overrides.compactMap { RecipeOverride($0) })
    }
    @Test(arguments: Fixtures.cases("recipes/valid"))
    func `a valid recipe is read`(file: String) throws {
        let r = try RecipeFile.load(path: Fixtures.path("recipes/valid/\(file)"))
        print(r)
    }
}
