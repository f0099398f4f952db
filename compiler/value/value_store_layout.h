// Private members of ValueStore; its implementer's to define.
