package import BenchModel

/// One thing that is wrong with a recipe, as facts. `RecipeProblem+Words` has the words.
package struct RecipeProblem: Sendable, Equatable {
    package let place: RecipePlace
    package let kind: Kind

    package var file: String { place.source }
    package var line: Int? { place.line }
    package var column: Int? { place.column }

    /// What is wrong. Keys are dotted paths from the top of the recipe.
    package enum Kind: Sendable, Equatable {
        /// The file cannot be read at all.
        case unreadable(Unreadable)
        /// The YAML parser's own words.
        case syntax(String)
        /// YAML allows no tab in front of a key.
        case tabIndentation
        case empty
        case severalDocuments
        /// Deeper, or larger once its aliases are written out, than any recipe has reason to be.
        case tooLarge
        /// A list or a map as a map's key.
        case keyIsNotText
        /// The key stands in its map already. Nil `firstLine`: on the same line, or not known where.
        case duplicateKey(String, firstLine: Int?)
        case unknownKey(String, map: String, suggestion: String?, known: [String])
        case missingKey(String)
        /// The value is not what the key takes, by type or by range.
        case mismatch(key: String, expected: RecipeShape, found: Found)
        /// A duration without a unit.
        case missingUnit(key: String, number: String)
        /// A share written as a bare number; `suggestion` is the same share as a percentage.
        case missingPercent(key: String, number: String, suggestion: String)
        case unknownTool(String, suggestion: String?, known: [String])
        case unknownMetric(String, suggestion: String?)
        case repeatedTool(String)
        /// None, or more than one, of the keys of which one must be there.
        case notExactlyOne(key: String, of: [String], found: [String])
        case url(key: String, url: String, fault: URLFault)
        /// What is wrong in a text of settings. Nil `suggestion`: no name is near.
        case settings(key: String, SettingError, suggestion: String?)
        /// Not a variable's name; it might be the secret itself, so it is not held here.
        case notVariableName(key: String)
        case headerName(String)
        /// A key of an environment that is no variable's name.
        case variableName(String, map: String)
        /// `extra_body` sets something that Concord sets itself. Nil when no key of the recipe sets it.
        case bodyKeyTaken(String, by: String?)
        case conflict(RecipeConflict)
    }

    package enum Unreadable: Sendable, Equatable { case missing, folder, notUTF8, other(String) }

    /// What stands there instead of what is expected.
    package enum Found: Sendable, Equatable {
        case nothing, list, map, emptyList, emptyMap
        case scalar(String)
        /// Text only because it is in quotation marks.
        case quoted(String)
    }

    package enum URLFault: Sendable, Equatable {
        /// Neither `http://` nor `https://` in front.
        case scheme
        case host
        case credentials
        case query
        /// A whole endpoint is given where its base is wanted.
        case endpoint(base: String)
    }
}
