import Foundation
import Traffic

/// The simulator's tokenizer on disk, where the Python tools find it.
package enum TokenizerFolder {
    package static func write(to folder: String) throws(HarnessError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try WordTokenizer().write(to: folder)
        } catch { throw .cannotWrite(path: folder, reason: ResultFolder.reason(error)) }
    }
}
