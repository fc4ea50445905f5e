import BenchModel

/// How a value of a recipe is read, and what it may be.
struct RecipeForm<Value> {
    let shape: RecipeShape
    /// Nil when a problem was noted.
    let read: (RecipeValue, inout RecipeReading) -> Value?
    /// The value as a recipe would write it. Nil where that is not worth showing.
    let write: (Value) -> JSONValue?

    init(
        _ shape: RecipeShape,
        write: @escaping (Value) -> JSONValue? = { _ in nil },
        read: @escaping (RecipeValue, inout RecipeReading) -> Value?
    ) {
        self.shape = shape
        self.read = read
        self.write = write
    }

    /// A form of one scalar. `convert` gives nil for what does not fit the shape.
    init(
        scalar shape: RecipeShape,
        write: @escaping (Value) -> JSONValue? = { _ in nil },
        convert: @escaping (String, JSONValue) -> Value?
    ) {
        self.init(shape, write: write) { value, reading in
            if case .scalar(let text, let meaning) = value.node.content, let result = convert(text, meaning) {
                return result
            }
            reading.mismatch(value, shape)
            return nil
        }
    }

    /// The same written value, as another type.
    func mapped<New>(
        write: @escaping (New) -> JSONValue? = { _ in nil },
        _ convert: @escaping (Value, RecipeValue, inout RecipeReading) -> New?
    ) -> RecipeForm<New> {
        RecipeForm<New>(shape, write: write) { value, reading in
            read(value, &reading).flatMap { convert($0, value, &reading) }
        }
    }

    /// Another form's value, or null.
    static func orNull<Wrapped>(_ form: RecipeForm<Wrapped>) -> RecipeForm where Value == Wrapped? {
        RecipeForm(.nullable(form.shape), write: { $0.flatMap(form.write) }) { value, reading in
            value.node.isNull ? .some(nil) : form.read(value, &reading).map(Optional.some)
        }
    }

    /// Another form's value, for a place that is nil when the key is absent.
    static func present<Wrapped>(_ form: RecipeForm<Wrapped>) -> RecipeForm where Value == Wrapped? {
        RecipeForm(form.shape, write: { $0.flatMap(form.write) }) { value, reading in
            form.read(value, &reading).map(Optional.some)
        }
    }

    /// A number, or a word for nil.
    static func orWord<Wrapped>(_ word: String, _ form: RecipeForm<Wrapped>) -> RecipeForm where Value == Wrapped? {
        let shape = RecipeShape.either(form.shape, .word(word))
        return RecipeForm(shape, write: { $0.map(form.write) ?? .string(word) }) { value, reading in
            guard case .scalar(let text, let meaning) = value.node.content, meaning.double != nil || text == word else {
                reading.mismatch(value, shape)
                return nil
            }
            return text == word ? .some(nil) : form.read(value, &reading).map(Optional.some)
        }
    }

    /// Two ways to write the value, told apart by one being a scalar and the other a list or a map.
    static func either(_ short: RecipeForm, _ long: RecipeForm) -> RecipeForm {
        let shape = RecipeShape.either(short.shape, long.shape)
        return RecipeForm(shape, write: { short.write($0) ?? long.write($0) }) { value, reading in
            if long.shape.admits(value.node) { return long.read(value, &reading) }
            if short.shape.admits(value.node) { return short.read(value, &reading) }
            reading.mismatch(value, shape)
            return nil
        }
    }
}

extension RecipeShape {
    /// Whether a node is of the right kind (scalar, list or map) for the shape, whatever is in it.
    func admits(_ node: RecipeNode) -> Bool {
        switch (self, node.content) {
        case (.either(let first, let second), _): first.admits(node) || second.admits(node)
        case (.nullable(let shape), _): node.isNull || shape.admits(node)
        case (.list, .list), (.table, .map), (.record, .map), (.body, .map): true
        case (.list, _), (.table, _), (.record, _), (.body, _): false
        case (_, .scalar): !node.isNull
        default: false
        }
    }
}
