import BenchModel
import NIOCore

/// What one answer consists of, step by step.
enum AnswerContent {
    /// The default layout without a fault, made for speed.
    case frames(AnswerFrames)
    case script(AnswerScript, ScriptWriter)

    /// What goes out as soon as the request is accepted. Nil when that is a step, or comes with the first one.
    var early: ByteBuffer? {
        switch self {
        case .frames(let frames): frames.early
        case .script: nil
        }
    }

    /// How many steps fall due one after the other.
    var count: Int {
        switch self {
        case .frames(let frames): frames.steps
        case .script(let script, _): script.steps.count
        }
    }

    /// Whether the connection is closed where the steps end, in mid-answer.
    var isCut: Bool {
        switch self {
        case .frames: false
        case .script(let script, _): script.isCut
        }
    }

    /// How many tokens each step carries, which is then due with the last of them. Nil when steps differ.
    var tokensPerStep: Int? {
        switch self {
        case .frames(let frames): frames.tokensPerStep
        case .script: nil
        }
    }

    /// When a step is due that is not like all others: a delay in nanoseconds after so many tokens are, or after the
    /// start with none.
    func moment(_ step: Int) -> (tokens: Int, delay: Int64) {
        switch self {
        case .frames(let frames): ((step + 1) * frames.tokensPerStep, 0)
        case .script(let script, _): (script.steps[step].tokens, script.steps[step].delay)
        }
    }

    func bytes(_ steps: Range<Int>, allocator: ByteBufferAllocator) -> ByteBuffer {
        switch self {
        case .frames(let frames): frames.buffer(steps, allocator: allocator)
        case .script(let script, let writer):
            ByteBuffer(string: script.steps[steps].map { writer.bytes($0.part) }.joined())
        }
    }

    /// Puts into the log entry what was written with these steps.
    func note(_ steps: Range<Int>, at now: Instant, in entry: inout RequestLogEntry, recordsChunks: Bool) {
        switch self {
        case .frames(let frames):
            frames.note(steps, at: now, in: &entry, recordsChunks: recordsChunks)
        case .script(let script, let writer):
            for step in script.steps[steps] {
                writer.note(step.part, at: now, in: &entry, recordsChunks: recordsChunks)
            }
        }
    }
}
