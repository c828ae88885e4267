"""The inventory query language: text in, a compiled query out. Knows neither store nor web."""

from mockc8y.domain.query.compiled import Query, compile_query
from mockc8y.domain.query.errors import QuerySyntaxError
from mockc8y.domain.query.fulltext import TextTest, text_test
from mockc8y.domain.query.plan import IdSet, Term
from mockc8y.domain.query.predicate import Predicate
from mockc8y.domain.query.scope import Document, RememberedScope, Scope
from mockc8y.domain.query.syntax import OrderKey

__all__ = [
    "Document",
    "IdSet",
    "OrderKey",
    "Predicate",
    "Query",
    "QuerySyntaxError",
    "RememberedScope",
    "Scope",
    "Term",
    "TextTest",
    "compile_query",
    "text_test",
]
