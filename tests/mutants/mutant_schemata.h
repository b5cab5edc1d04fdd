// What run puts in place of the operators of the prover: each does what it did, but for the one
// mutant that the environment names. Compiled before everything else in each instrumented source;
// nothing of mgl is known here.
#pragma once

#include <gmpxx.h>

#include <type_traits>
#include <utility>

namespace mgl_mutants {

/// The mutant that is alive; 0: none.
extern int active;
/// Whether a mutant that is not alive would have made a difference where it stands.
extern unsigned char differed[];

inline bool On(int mutant) {
  differed[mutant] = 1;
  return active == mutant;
}
inline bool Keep(int mutant) { return !On(mutant); }

template <typename T>
T Either(int mutant, T usual, T other) {
  if (usual != other) differed[mutant] = 1;
  return active == mutant ? other : usual;
}

/// The mutant and the next one: always yes, always no.
inline bool Forced(int mutant, bool usual) {
  differed[usual ? mutant + 1 : mutant] = 1;
  return active == mutant ? true : active == mutant + 1 ? false : usual;
}
/// A part of a condition that is left out.
inline bool Without(int mutant, bool usual, bool neutral) { return Either(mutant, usual, neutral); }

/// Results of yes or no are turned round; others are left as they are.
template <typename T>
decltype(auto) Turned(int mutant, T&& result) {
  if constexpr (std::is_same_v<std::remove_cvref_t<T>, bool>) {
    return On(mutant) ? !result : static_cast<bool>(result);
  } else {
    return std::forward<T>(result);
  }
}

/// The mutant: one more; the next: one less.
template <typename T>
T Number(int mutant, T usual) {
  differed[mutant] = 1;
  return active == mutant ? static_cast<T>(usual + 1) : usual;
}
template <typename T>
T NumberBothWays(int mutant, T usual) {
  differed[mutant + 1] = 1;
  return active == mutant + 1 ? static_cast<T>(usual - 1) : Number(mutant, usual);
}

template <typename T>
auto& Low(int mutant, T&& of) {
  return On(mutant) ? of.high : of.low;
}
template <typename T>
auto& High(int mutant, T&& of) {
  return On(mutant) ? of.low : of.high;
}
template <typename T>
decltype(auto) Front(int mutant, T&& of) {
  return On(mutant) ? of.back() : of.front();
}
template <typename T>
decltype(auto) Back(int mutant, T&& of) {
  return On(mutant) ? of.front() : of.back();
}

[[noreturn]] void FellOffTheEnd();

/// Expression templates hold parts that are gone after the full expression.
template <typename T>
struct Solid {
  using Type = T;
};
template <typename T, typename U>
struct Solid<__gmp_expr<T, U>> {
  using Type = __gmp_expr<T, T>;
};
template <typename T>
using SolidOf = typename Solid<std::remove_cvref_t<T>>::Type;

}  // namespace mgl_mutants

// `a < b` becomes `a < Less(17) < b`, which binds as before.
#define MGL_MUTANT_COMPARISON(NAME, USUAL, OTHER)                             \
  namespace mgl_mutants {                                                     \
  struct NAME {                                                               \
    int mutant;                                                               \
    explicit NAME(int is) : mutant(is) {}                                     \
  };                                                                          \
  template <typename L>                                                       \
  struct NAME##Left {                                                         \
    const L& left;                                                            \
    int mutant;                                                               \
  };                                                                          \
  template <typename L>                                                       \
  NAME##Left<L> operator USUAL(const L& left, NAME by) {                      \
    return {left, by.mutant};                                                 \
  }                                                                           \
  template <typename L, typename R>                                           \
  bool operator USUAL(NAME##Left<L> by, const R& right) {                     \
    return Either<bool>(by.mutant, by.left USUAL right, by.left OTHER right); \
  }                                                                           \
  }
MGL_MUTANT_COMPARISON(Less, <, <=)
MGL_MUTANT_COMPARISON(LessEqual, <=, <)
MGL_MUTANT_COMPARISON(Greater, >, >=)
MGL_MUTANT_COMPARISON(GreaterEqual, >=, >)
MGL_MUTANT_COMPARISON(Equal, ==, !=)
MGL_MUTANT_COMPARISON(NotEqual, !=, ==)

#define MGL_MUTANT_ARITHMETIC(NAME, USUAL, OTHER)                       \
  namespace mgl_mutants {                                               \
  struct NAME {                                                         \
    int mutant;                                                         \
    explicit NAME(int is) : mutant(is) {}                               \
  };                                                                    \
  template <typename L>                                                 \
  struct NAME##Left {                                                   \
    const L& left;                                                      \
    int mutant;                                                         \
  };                                                                    \
  template <typename L>                                                 \
  NAME##Left<L> operator USUAL(const L& left, NAME by) {                \
    return {left, by.mutant};                                           \
  }                                                                     \
  template <typename L, typename R>                                     \
  auto operator USUAL(NAME##Left<L> by, const R& right) {               \
    using Result = SolidOf<decltype(by.left USUAL right)>;              \
    if (On(by.mutant)) return static_cast<Result>(by.left OTHER right); \
    return static_cast<Result>(by.left USUAL right);                    \
  }                                                                     \
  }
MGL_MUTANT_ARITHMETIC(Plus, +, -)
MGL_MUTANT_ARITHMETIC(Minus, -, +)
MGL_MUTANT_ARITHMETIC(Times, *, /)
MGL_MUTANT_ARITHMETIC(By, /, *)
MGL_MUTANT_ARITHMETIC(Rest, %, /)
MGL_MUTANT_ARITHMETIC(BitOr, |, &)
MGL_MUTANT_ARITHMETIC(BitAnd, &, |)

#define MGL_MUTANT_ASSIGNMENT(NAME, USUAL, OTHER)          \
  namespace mgl_mutants {                                  \
  struct NAME {                                            \
    int mutant;                                            \
    explicit NAME(int is) : mutant(is) {}                  \
  };                                                       \
  template <typename R>                                    \
  struct NAME##Right {                                     \
    const R& right;                                        \
    int mutant;                                            \
  };                                                       \
  template <typename R>                                    \
  NAME##Right<R> operator USUAL(NAME by, const R& right) { \
    return {right, by.mutant};                             \
  }                                                        \
  template <typename L, typename R>                        \
  L& operator USUAL(L& left, NAME##Right<R> by) {          \
    if (On(by.mutant)) return left OTHER by.right;         \
    return left USUAL by.right;                            \
  }                                                        \
  }
MGL_MUTANT_ASSIGNMENT(PlusAssign, +=, -=)
MGL_MUTANT_ASSIGNMENT(OrAssign, |=, &=)
MGL_MUTANT_ASSIGNMENT(AndAssign, &=, |=)

// `!a.b()` becomes `Not(17)->*a.b()`, which binds as before.
namespace mgl_mutants {

struct Not {
  int mutant;
  explicit Not(int is) : mutant(is) {}
};
template <typename T>
bool operator->*(Not by, const T& of) {
  return On(by.mutant) == !static_cast<bool>(of) ? false : true;
}
struct Negative {
  int mutant;
  explicit Negative(int is) : mutant(is) {}
};
template <typename T>
auto operator->*(Negative by, const T& of) {
  using Result = SolidOf<decltype(-of)>;
  if (On(by.mutant)) return static_cast<Result>(of);
  return static_cast<Result>(-of);
}
struct Complement {
  int mutant;
  explicit Complement(int is) : mutant(is) {}
};
template <typename T>
T operator->*(Complement by, const T& of) {
  return On(by.mutant) ? of : static_cast<T>(~of);
}

}  // namespace mgl_mutants

// Another function with the same operands.
#define MGL_MUTANT_CALL(MUTANT, USUAL, OTHER)                                                 \
  [&](auto&&... operands) {                                                                   \
    if (mgl_mutants::On(MUTANT)) return OTHER(std::forward<decltype(operands)>(operands)...); \
    return USUAL(std::forward<decltype(operands)>(operands)...);                              \
  }
