# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reads what measure.sh has measured. `kind` says what the next file holds, and `set` which of several it is.

# The fields of a line of CSV, in F from 1.
function fields(line,    count, field, at, char, quoted) {
  count = 1; field = ""; quoted = 0
  for (at = 1; at <= length(line); at++) {
    char = substr(line, at, 1)
    if (quoted) {
      if (char != "\"") field = field char
      else if (substr(line, at + 1, 1) == "\"") { field = field "\""; at++ }
      else quoted = 0
    } else if (char == "\"") quoted = 1
    else if (char == ",") { F[count++] = field; field = "" }
    else field = field char
  }
  F[count] = field
  return count
}

# Titles of variants: `NAME: { title: TEXT }` or `title: TEXT` on a line of its own.
kind == "titles" {
  if (FNR == 1) { scenario = FILENAME; sub(/.*\//, "", scenario); sub(/\.yaml$/, "", scenario); section = "" }
  if ($0 ~ /^[a-z]/) section = $1
  if (section != "variants:") next
  if (match($0, /^  [a-z0-9-]+:/)) variant = substr($0, 3, RLENGTH - 3)
  if (match($0, /title: /) && !((scenario, variant) in TITLE)) {
    text = substr($0, RSTART + 7)
    sub(/ *}$/, "", text); gsub(/"/, "", text)
    TITLE[scenario, variant] = text
  }
  next
}

{ fields($0) }

kind == "run" {
  if (F[4] == "requires") ANSWER[F[1], F[5], F[11]] = F[12]
  VALUE[set, F[1], F[2], F[3], F[4], F[5]] = F[6]
  # The bill of the services alone, without what a function or a task costs.
  if (F[3] == "cost" && F[5] == "amount" && F[4] !~ / lambda\./) BILL[set, F[1]] += F[6]
}

kind == "even" && F[2] == "change" { EVEN = F[7] }

kind == "ceiling" && F[5] == "headroom" {
  FACTOR[F[1]] = F[2] * (F[11] == "" ? F[3] : F[11])
  HOLDS[F[1]] = F[11] == ""
}

kind == "uses" {
  USES[F[1]]++
  if (F[2] == "yes") TAKES[F[1]]++
  else if (!((F[1], F[3]) in SEEN)) {
    SEEN[F[1], F[3]] = 1
    sub(/.* has no /, "", F[3])
    LACKS[F[1]] = LACKS[F[1]] (LACKS[F[1]] == "" ? "no " : ", ") F[3]
  }
}

kind == "candidates" && F[2] != "variant" {
  name = F[1]; variant = F[2]
  if (F[3] == "standing") {
    CANDIDATE[name, ++CANDIDATES[name]] = variant
    STANDING[name, variant] = F[14]
    if (F[12] == "cheapest") CHEAPEST[name] = variant
  }
  if (F[3] == "value" && F[5] == "cost" && F[7] == "monthly") MONTH[name, variant] = F[8]
  if (F[3] == "cost" && F[6] == "people") PEOPLE[name, variant] = F[8]
  if (F[3] == "requires" && F[8] == 0 && !((name, variant) in LACK)) {
    sub(/^no: /, "", F[14])
    LACK[name, variant] = (F[6] == "ordering" || F[6] == "replay" ? F[6] " " F[13] : F[6]) " (" F[14] ")"
  }
  if (F[3] == "slo") {
    text = F[5] " " (F[12] == "s" ? seconds(F[8]) : percent(F[8]))
    if (F[14] != "pass") text = text " (asked " F[13] ")"
    RESULT[name, variant] = RESULT[name, variant] (RESULT[name, variant] == "" ? "" : ", ") text
    if (F[14] == "fail") FAILS[name, variant] = FAILS[name, variant] (FAILS[name, variant] == "" ? "" : ", ") text
    ASKED[name, variant]++
    if (F[14] == "pass") MET[name, variant]++
  }
  if (F[3] == "at" && (!((name, variant) in LEAST_AT) || F[4] + 0 < LEAST_AT[name, variant])) {
    LEAST_AT[name, variant] = F[4] + 0
    LEAST[name, variant] = F[8]
  }
  if (F[3] == "change") { CHANGE[name] = F[8]; CHANGE_TO[name] = variant }
}

# How numbers are written.

function percent(ratio,    p) {
  p = 100 * ratio
  if (p == 0 || p == 100) return sprintf("%d%%", p)
  return sprintf(p < 0.1 ? "%.2f%%" : p < 10 || p > 99 ? "%.1f%%" : "%.0f%%", p)
}

function grouped(whole,    text, result) {
  text = sprintf("%.0f", whole); result = ""
  while (length(text) > 3) { result = "," substr(text, length(text) - 2) result; text = substr(text, 1, \
      length(text) - 3) }
  return text result
}

function dollars(amount,    cents) {
  cents = sprintf("%.0f", amount * 100)
  return "$" grouped(int(cents / 100)) sprintf(".%02d", cents % 100)
}

# Two digits: a headroom is no more exact than that.
function rate(perSecond,    scale) {
  scale = 1
  while (perSecond / scale >= 100) scale *= 10
  return grouped(sprintf("%.0f", perSecond / scale) * scale) "/s"
}

function seconds(time) {
  time += 0
  if (time < 0.001) return sprintf("%.0f us", time * 1e6)
  if (time < 1) return sprintf("%.3g ms", time * 1e3)
  return time < 60 ? sprintf("%.3g s", time) : sprintf("%d min %02d s", time / 60, time % 60)
}
