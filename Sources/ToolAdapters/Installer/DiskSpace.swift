import Foundation

/// How much room there is, and how much is needed.
enum DiskSpace {
    /// What this user may still write, in bytes. Nil when the system does not tell.
    static func free(at path: String) -> Int? {
        var information = statvfs()
        guard statvfs(path, &information) == 0 else { return nil }
        return Int(information.f_bavail) * Int(information.f_frsize)
    }

    /// The largest size that a text such as `1.9 GB to download, 8.3 GB on disk` names. Nil when it names none.
    static func bytes(inWords text: String) -> Int? {
        text.matches(of: /(?<number>\d+(?:\.\d+)?) ?(?<unit>[MG])i?B/).compactMap { match in
            Double(match.number).map { Int($0 * (match.unit == "G" ? 1e9 : 1e6)) }
        }
        .max()
    }

    /// What the regular files below a folder hold, in bytes.
    static func used(by folder: String) -> Int {
        guard let files = FileManager.default.enumerator(atPath: folder) else { return 0 }
        var sum = 0
        while files.nextObject() != nil {
            guard let attributes = files.fileAttributes, attributes[.type] as? FileAttributeType == .typeRegular else {
                continue
            }
            sum += (attributes[.size] as? NSNumber)?.intValue ?? 0
        }
        return sum
    }
}
