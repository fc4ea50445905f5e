import BenchModel
import Foundation
import ToolAdapters
import Traffic

extension HarnessError {
    /// What an error of any layer is to the user. Nil for cancellation, and for what no layer is known to throw.
    package init?(_ error: any Error) {
        switch error {
        case let error as HarnessError: self = error
        case let error as RecipeError: self = .recipe(error)
        case let error as TranslationError: self = .translation(error)
        case let error as OutputError: self = .output(error)
        case let error as PromptSetError: self = .prompts(error)
        case let error as LoadError: self = .load(error)
        case let error as SimulatorError: self = .simulator(error)
        case let error as TapError: self = .tap(error)
        case let error as LimitShortage: self = .limits(error)
        case LaunchError.output(let path, let reason): self = .cannotWrite(path: path, reason: reason)
        case let error as CocoaError:
            guard let path = error.filePath ?? error.url?.path else { return nil }
            self = .cannotWrite(path: path, reason: ResultFolder.reason(error))
        default: return nil
        }
    }
}
