/* Clinical guidelines that run, as a C library: a guideline is compiled once, then decides columns
 * of patients in memory, in the layout of the Arrow C Data Interface
 * (https://arrow.apache.org/docs/format/CDataInterface.html). No Arrow library is needed. Nothing
 * here throws, aborts or keeps state of its own: a guideline is never changed and may be used by
 * any number of threads at once. Texts are UTF-8; out and error pointers that are not filled in are
 * set to null. Patients' data is neither kept nor logged. */
#ifndef MGL_MGL_H_
#define MGL_MGL_H_

/* It is C: NOLINTBEGIN(modernize-*) */
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define MGL_EXPORT __attribute__((visibility("default")))
#else
#define MGL_EXPORT
#endif

#ifdef __cplusplus
extern "C" {
#endif

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

#endif /* ARROW_C_DATA_INTERFACE */

typedef enum mgl_status {
  MGL_OK = 0,
  MGL_INVALID_ARGUMENT = 1, /* a null pointer, an option that does not exist */
  MGL_UNREADABLE_FILE = 2,
  MGL_GUIDELINE_ERRORS = 3, /* the message has the diagnostics, each with its place */
  MGL_INVALID_COLUMNS = 4,  /* the message names the column */
  MGL_OUT_OF_MEMORY = 5,
  MGL_INTERNAL_ERROR = 6
} mgl_status;

typedef struct mgl_guideline mgl_guideline; /* compiled, immutable */
typedef struct mgl_error mgl_error;

/* `0.1.0`. */
MGL_EXPORT const char* mgl_version(void);

/* Every function that returns a status says more in *error, where `error` is not null: to be freed.
 */
MGL_EXPORT const char* mgl_error_message(const mgl_error* error); /* "" of null */
MGL_EXPORT void mgl_error_free(mgl_error* error);

/* `name` stands in diagnostics for the file's. */
MGL_EXPORT mgl_status mgl_guideline_from_text(const char* text, size_t length, const char* name,
                                              mgl_guideline** guideline, mgl_error** error);
MGL_EXPORT mgl_status mgl_guideline_from_file(const char* path, mgl_guideline** guideline,
                                              mgl_error** error);
/* When no thread uses it any more. Columns that it decided stay valid. */
MGL_EXPORT void mgl_guideline_free(mgl_guideline* guideline);

/* These live as long as the guideline; "" of null. */
MGL_EXPORT const char* mgl_guideline_name(const mgl_guideline* guideline);
MGL_EXPORT const char* mgl_guideline_version(const mgl_guideline* guideline);
/* DRAFT, not clinically approved; … */
MGL_EXPORT const char* mgl_guideline_status(const mgl_guideline* guideline);
/* Diagnostics that are no errors. */
MGL_EXPORT const char* mgl_guideline_warnings(const mgl_guideline* guideline);

/* Groups of columns.
 * Id: utf8; the row's number, from 1, where none is given. */
#define MGL_COLUMN_ID 1u
/* Scope: in, out, unknown. */
#define MGL_COLUMN_SCOPE 2u
/* Bool; double, date32 or a dictionary (utf8: a text that shows results), null where it is not one
 * value. */
#define MGL_COLUMN_RESULTS 4u
/* By MGL_OUTCOMES_… */
#define MGL_COLUMN_RULES 8u
/* NAME.status: no, unknown, upcoming, due, overdue, done; NAME.from, NAME.to: date32. */
#define MGL_COLUMN_RECHECKS 16u
/* Ask: names of facts joined by `; `. */
#define MGL_COLUMN_ASK 32u
/* Warnings: joined likewise. */
#define MGL_COLUMN_WARNINGS 64u
/* NAME.low and NAME.high of results that are numbers or dates; null: no bound. */
#define MGL_COLUMN_BOUNDS 128u

/* How rules are shown.
 * Null where unknown or out of scope; no where blocked or overridden. */
#define MGL_OUTCOMES_AS_BOOLS 0u
/* A dictionary: yes, no, unknown, blocked, overridden; null out of scope. */
#define MGL_OUTCOMES_AS_TEXTS 1u

/* What a float or double says.
 * The shortest decimal that it is nearest to: 1.2 is 1.2, as in a CSV file. */
#define MGL_FLOATS_AS_WRITTEN 0u
/* Its binary value: 1.2 is 1.1999999999999999555910790149937…, below 1.2. */
#define MGL_FLOATS_EXACT 1u

typedef struct mgl_options {
  /* Set by mgl_options_init. */
  size_t size;
  /* The day to decide for, in days since 1970-01-01; must be set. */
  int32_t as_of;
  /* MGL_COLUMN_…; at first all but bounds. Ask and warnings take most of the time. */
  uint32_t columns;
  /* MGL_OUTCOMES_…; at first bools. */
  uint32_t outcomes;
  /* MGL_FLOATS_…; at first as written. */
  uint32_t floats;
  /* Other readings of ambiguities than the guideline's own: `AMBIGUITY=READING`. */
  const char* const* readings;
  size_t reading_count;
  /* Called with each thing to tell once: columns that are no fact. May be null; must not throw. */
  void (*notice)(void* notice_data, const char* text);
  void* notice_data;
} mgl_options;

/* All defaults, but for as_of. */
MGL_EXPORT void mgl_options_init(mgl_options* options);

/* The columns that the guideline can use, as a struct: id, and of each fact FACT, FACT.unit (where
 * it has a unit) and FACT.date. To be released by its `release`. */
MGL_EXPORT mgl_status mgl_guideline_facts(const mgl_guideline* guideline,
                                          struct ArrowSchema* schema, mgl_error** error);

/* Decides a struct of columns; any may be absent, in any order. `schema` and `array` are read and
 * stay the caller's; the decisions, as many and in the same order, are the caller's too, to be
 * released by their `release`. What a column may be:
 * - id: utf8 or integers
 * - yes/no facts: bool, integers 0 and 1, utf8
 * - numbers: integers, floats, doubles, decimal128, utf8; a NaN is unreadable
 * - dates: date32, utf8
 * - choices: utf8, names or codes
 * - FACT.unit: utf8; where it is null and names another unit of other rows' values, the row is
 * warned. A column without it may say its unit in its field's metadata (key `unit`): it must be the
 * fact's. A column that only looks like a unit (`FACT_unit`) is refused, not ignored
 * - FACT.date: date32, utf8; when it was measured
 * For utf8 also large_utf8, and dictionaries of both; null (the type too): missing. A cell means
 * what its text means in a CSV file for `mgl run`: `unknown`, `<0.3`, `0.45 mmol/L`, `2026-03`.
 * Sizes of buffers are not part of the interface: that they fit is up to the caller. All else that
 * is wrong is MGL_INVALID_COLUMNS. */
MGL_EXPORT mgl_status mgl_evaluate(const mgl_guideline* guideline, const mgl_options* options,
                                   const struct ArrowSchema* schema, const struct ArrowArray* array,
                                   struct ArrowSchema* decisions_schema,
                                   struct ArrowArray* decisions, mgl_error** error);

#ifdef __cplusplus
}
#endif

/* NOLINTEND(modernize-*) */
#endif /* MGL_MGL_H_ */
