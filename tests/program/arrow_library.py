"""The C library as a program in another language uses it: columns in the layout of the Arrow C Data Interface, through
ctypes, without an Arrow library."""

import ctypes
import datetime
import os
import pathlib
import struct

from program import MGL

LIBRARY = pathlib.Path(os.environ.get("MGL_LIBRARY", pathlib.Path(MGL).resolve().parent / "tools/doors/library/libmgl.so"))
EPOCH = datetime.date(1970, 1, 1)
ALL_COLUMNS = 255  # bounds too
AS_TEXTS = 1
NULLABLE = 2


class Schema(ctypes.Structure):
    pass


class Array(ctypes.Structure):
    pass


Release = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
Schema._fields_ = [("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_char_p), ("flags", ctypes.c_int64),
                   ("n_children", ctypes.c_int64), ("children", ctypes.POINTER(ctypes.POINTER(Schema))),
                   ("dictionary", ctypes.POINTER(Schema)), ("release", Release), ("private_data", ctypes.c_void_p)]
Array._fields_ = [("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
                  ("n_buffers", ctypes.c_int64), ("n_children", ctypes.c_int64), ("buffers", ctypes.POINTER(ctypes.c_void_p)),
                  ("children", ctypes.POINTER(ctypes.POINTER(Array))), ("dictionary", ctypes.POINTER(Array)),
                  ("release", Release), ("private_data", ctypes.c_void_p)]


class Options(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("as_of", ctypes.c_int32), ("columns", ctypes.c_uint32), ("outcomes", ctypes.c_uint32),
                ("floats", ctypes.c_uint32), ("readings", ctypes.POINTER(ctypes.c_char_p)), ("reading_count", ctypes.c_size_t),
                ("notice", ctypes.c_void_p), ("notice_data", ctypes.c_void_p)]


def days(date):
    """Days since 1970-01-01 of a date such as 2026-03-01."""
    return (datetime.date.fromisoformat(date) - EPOCH).days


def bits(truths):
    packed = bytearray((len(truths) + 7) // 8 + 8)
    for i, truth in enumerate(truths):
        packed[i // 8] |= bool(truth) << (i % 8)
    return bytes(packed)


def buffers(form, cells):
    """What stands behind the validity of a column: None is null."""
    if form == "b":
        return [bits(cells)]
    if form == "g":
        return [struct.pack(f"{len(cells)}d", *(cell or 0.0 for cell in cells))]
    if form == "tdD":
        return [struct.pack(f"{len(cells)}i", *(cell or 0 for cell in cells))]
    texts = [(cell or "").encode() for cell in cells]
    ends = [0]
    for text in texts:
        ends.append(ends[-1] + len(text))
    return [struct.pack(f"{len(ends)}i", *ends), b"".join(texts) + b"\0"]


class Columns:
    """A struct of columns, {name: (format, cells)}: formats u, b, g and tdD. Keeps alive what the library reads."""

    def __init__(self, columns, rows):
        self._kept = []
        self._nothing = Release(lambda _: None)
        children = [self._column(name, form, cells) for name, (form, cells) in columns.items()]
        self.schema, self.array = Schema(format=b"+s", release=self._nothing), Array(length=rows, release=self._nothing)
        self.schema.n_children = self.array.n_children = len(children)
        self.schema.children = self._keep((ctypes.POINTER(Schema) * len(children))(*(ctypes.pointer(a) for a, _ in children)))
        self.array.children = self._keep((ctypes.POINTER(Array) * len(children))(*(ctypes.pointer(b) for _, b in children)))
        self._add_buffers(self.array, [None])

    def _keep(self, what):
        self._kept.append(what)
        return what

    def _add_buffers(self, array, parts):
        pointers = [None if part is None else ctypes.cast(self._keep(ctypes.create_string_buffer(part, len(part))), ctypes.c_void_p)
                    for part in parts]
        array.n_buffers = len(parts)
        array.buffers = self._keep((ctypes.c_void_p * len(parts))(*pointers))

    def _column(self, name, form, cells):
        schema = self._keep(Schema(format=form.encode(), name=name.encode(), flags=NULLABLE, release=self._nothing))
        array = self._keep(Array(length=len(cells), null_count=-1, release=self._nothing))
        self._add_buffers(array, [bits([cell is not None for cell in cells]), *buffers(form, cells)])
        return schema, array


def cell_of(schema, array, row):
    """A decided cell: bool, float, date, text; None where it is null."""
    validity = array.buffers[0]
    if validity and not ctypes.cast(validity, ctypes.POINTER(ctypes.c_uint8))[row // 8] >> (row % 8) & 1:
        return None

    def value(kind):
        return ctypes.cast(array.buffers[1], ctypes.POINTER(kind))[row]

    form = schema.format.decode()
    if schema.dictionary:
        index = value(ctypes.c_int16 if form == "s" else ctypes.c_int8)
        return cell_of(schema.dictionary.contents, array.dictionary.contents, index)
    if form == "b":
        return bool(ctypes.cast(array.buffers[1], ctypes.POINTER(ctypes.c_uint8))[row // 8] >> (row % 8) & 1)
    if form == "g":
        return value(ctypes.c_double)
    if form == "tdD":
        return (EPOCH + datetime.timedelta(days=value(ctypes.c_int32))).isoformat()
    ends = ctypes.cast(array.buffers[1], ctypes.POINTER(ctypes.c_int32))
    return ctypes.string_at(array.buffers[2] + ends[row], ends[row + 1] - ends[row]).decode()


class Library:
    def __init__(self):
        self._mgl = ctypes.CDLL(str(LIBRARY))
        self._mgl.mgl_error_message.restype = ctypes.c_char_p
        for name in ["mgl_error_message", "mgl_error_free", "mgl_guideline_free"]:
            getattr(self._mgl, name).argtypes = [ctypes.c_void_p]

    def _check(self, status, error):
        if status == 0:
            return
        message = self._mgl.mgl_error_message(error)
        self._mgl.mgl_error_free(error)
        raise AssertionError(f"library: status {status}: {message.decode()}")

    def decide(self, guideline, as_of, columns, rows, readings=()):
        """The decisions of `rows` cases, each by column; `readings`: AMBIGUITY=READING."""
        handle, error = ctypes.c_void_p(), ctypes.c_void_p()
        self._check(self._mgl.mgl_guideline_from_file(str(guideline).encode(), ctypes.byref(handle), ctypes.byref(error)), error)
        options = Options()
        self._mgl.mgl_options_init(ctypes.byref(options))
        options.as_of, options.columns, options.outcomes = days(as_of), ALL_COLUMNS, AS_TEXTS
        options.readings = (ctypes.c_char_p * max(1, len(readings)))(*(reading.encode() for reading in readings))
        options.reading_count = len(readings)
        given = Columns(columns, rows)
        schema, array = Schema(), Array()
        self._check(self._mgl.mgl_evaluate(handle, ctypes.byref(options), ctypes.byref(given.schema), ctypes.byref(given.array),
                                           ctypes.byref(schema), ctypes.byref(array), ctypes.byref(error)), error)
        decided = [{} for _ in range(rows)]
        for i in range(schema.n_children):
            child, cells = schema.children[i].contents, array.children[i].contents
            for row in range(rows):
                decided[row][child.name.decode()] = cell_of(child, cells, row)
        for released in [schema, array]:
            released.release(ctypes.addressof(released))
        self._mgl.mgl_guideline_free(handle)
        return decided
