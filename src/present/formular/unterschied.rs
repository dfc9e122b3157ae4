//! What changes in a record, field by field, for people.
