r"""Display filters: the language of plain text in `include` and `exclude`.

A filter says something about one document. It compares fields with values, and combines such comparisons:

    type == c8y_Pump and (c8y_Speed.rpm > 100 or not c8y_Position)

* `c8y_Speed.rpm` is a field; dots lead into objects. Standing alone it asks whether the field is there and neither
  null nor empty text, an empty list or an empty object. Zero and false are there.
* `==` (`eq`), `!=` (`neq`, `ne`), `<` (`lt`), `<=` (`le`), `>` (`gt`) and `>=` (`ge`) compare; `~=` (`contains`)
  looks for a text; `~` (`matches`) for a regular expression, anywhere; `&` for a bit in common.
* `in` takes a set: `{1, 2.5, 10..20}` (or `10-20`), `{'a', 'b'}`, `{10.0.0.1-9, 192.168.0.0/16}`. `x in {a, b}` means
  `x == a or x == b`.
* `and` (`&&`), `or` (`||`), `xor` (`^^`) and `not` (`!`) combine; `not` binds closest, then `xor`, `and` and `or`;
  parentheses group. The case of these words does not matter, that of fields and values does.
* A value with spaces or brackets needs quotes, `'` or `"`; in them, `\n`, `\t`, `\r` and `\f` stand for white space.
* `lower(name)`, `upper(name)` and `len(name)` compare what they make of a text; `len` counts elements as well.
* `name[0]`, `name[-1]`, `name[1:3]`, `name[:2]`, `name[2:]`, `name[1-3]` (the first to the third) and `name[0,2:4]`
  compare parts of a text. Those of MAC, IPv4 and IPv6 addresses are their groups, those of lists the elements.

What is compared follows from both sides. Numbers may also be text, in decimal, hexadecimal (`0x1F`) or octal (`017`)
digits. Dates are written year first, as in `2025-01-31T10:00:00Z`, `2025/01/31` or `2025`; without a zone they are in
UTC, and what is left out is the earliest. Addresses are IPv4 or IPv6. A boolean equals `true` or `false`, in any case.
`<`, `<=`, `>` and `>=` know numbers, dates and addresses only; to `==`, dates are text. Of a list, any element may
fit; with `!=`, none may equal. What is missing, or cannot be computed, equals nothing and fits nothing: only `!=` and
`not` hold.

The language is that of the library pydfql 1.3, which pyc8y uses. Where that one has defects, this one differs:

* One field that cannot be computed, such as `len(name)` without a name, or a path through a text, made the whole
  filter fail, even beside an `or` that held.
* Text beyond ASCII could neither be written nor found; not even `!=` held for it.
* Times with a zone never compared with those without, and none with fractions of a second, so no time of the platform
  did. The month and day of `2025` were today's. Text such as `99` was a date rather than a number: `99 < 5`. Dates in
  other orders and words, as in `31 Jan`, were guessed and are not read any more.
* Numbers were rounded to 15 digits, so that long ids became equal; `inf`, `nan` and `1_0` were numbers.
* JSON's `true` and `false` had to be written `True` and `False`. Objects and empty lists are compared by their JSON
  text, not by Python's.
* In sets, and there only, true was 1, and hexadecimal and octal text was no number.
* One element that was no number could keep all elements of a list from being compared; dates, addresses and bits in
  lists never were.
* Of several IPv4 addresses in a set only the first counted; `/20` and others were counted wrongly, and `/24` left out
  the addresses that end with 0 and 255. `{1.5,2.5,3.5}` was an address.
* Slices with negative bounds of addresses took wrong parts, and those up to the last part failed; those of lists joined
  the elements. `len(name[1:])` was refused.
* Comparisons that never hold are now errors: a broken regular expression, order of plain text, `in` without a set,
  a set without `in`, bits of text, a quote that is not closed, a slice `m-n` from below 1.
* Signs need no spaces (`a==1`), sets may mix numbers and text, `ne` is known, and functions in any case.
"""

from c8y_client._matchers.display_filter.grammar import Condition, compile_filter

__all__ = ["Condition", "compile_filter"]
