# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes both tables four times: out.csv, out.txt, out.md and out.html.

function quoted(text) { gsub(/"/, "\"\"", text); return text ~ /[",]/ ? "\"" text "\"" : text }

function writeCSV(    r, c, i, n, v, to) {
  to = out ".csv"
  print "table,row,column,course,verdict,figure,value,unit,text" >to
  for (r = 1; r <= 5; r++) for (c = 1; c <= 5; c++) for (i = 1; i <= COUNT[ROW[r], COLUMN[c]]; i++)
    print "choice," quoted(ROW[r]) "," COLUMN[c] "," quoted(WORD[ROW[r], COLUMN[c]]) "," MARK[ROW[r], COLUMN[c]] "," \
      quoted(WHAT[ROW[r], COLUMN[c], i]) "," NUMBER[ROW[r], COLUMN[c], i] "," UNIT[ROW[r], COLUMN[c], i] "," \
      quoted(TEXT[ROW[r], COLUMN[c], i]) >to
  for (r = 1; r <= NEEDS; r++) {
    n = NEED[r]
    for (c = 1; c <= CANDIDATES[n]; c++) {
      v = CANDIDATE[n, c]
      print "architecture," quoted(WORDS[n]) "," v "," quoted(COURSE[n]) "," (v == CHEAPEST[n] ? VERDICT[n] : "") \
        ",able," (((n, v) in LACK) ? 0 : 1) ",answer," quoted(((n, v) in LACK) ? LACK[n, v] : "yes") >to
      print "architecture," quoted(WORDS[n]) "," v "," quoted(COURSE[n]) "," (v == CHEAPEST[n] ? VERDICT[n] : "") \
        ",objectives," MET[n, v] / ASKED[n, v] ",ratio," quoted(RESULT[n, v]) >to
      print "architecture," quoted(WORDS[n]) "," v "," quoted(COURSE[n]) "," (v == CHEAPEST[n] ? VERDICT[n] : "") \
        ",month," MONTH[n, v] ",USD," quoted(titled(n, v) ": " reason(n, v)) >to
    }
  }
  close(to)
}

function sign(mark) { return mark == "agrees" ? "=" : mark == "depends" ? "~" : "!" }

# A text in lines of at most 100 columns.
function wrapped(text, indent,    words, count, i, line, result) {
  count = split(text, words, " "); line = indent; result = ""
  for (i = 1; i <= count; i++) {
    if (length(line) + length(words[i]) + 1 > 100 && line != indent) { result = result line "\n"; line = indent }
    line = line (line == indent ? "" : " ") words[i]
  }
  return result line
}

function writeText(    r, c, i, n, v, to) {
  to = out ".txt"
  print "WHICH SERVICE? Two tables of a first course on AWS, with measured figures" >to
  print "= the figures say the same   ~ it depends   ! they say something else\n" >to
  print "THE CHOICE TABLE  " grouped(items) \
      " items of 1 KiB a second, ap-northeast-2; scenarios/which-service.yaml" >to
  for (r = 1; r <= 5; r++) {
    print "\n" toupper(ROW[r]) >to
    for (c = 1; c <= 5; c++) {
      printf "%s %-10s %s\n", sign(MARK[ROW[r], COLUMN[c]]), COLUMN[c], WORD[ROW[r], COLUMN[c]] >to
      for (i = 1; i <= COUNT[ROW[r], COLUMN[c]]; i++) print wrapped(TEXT[ROW[r], COLUMN[c], i], "             ") >to
    }
  }
  print "\nWHERE THE TABLE SAYS SOMETHING ELSE" >to
  for (r = 1; r <= 5; r++) for (c = 1; c <= 5; c++) if ((ROW[r], COLUMN[c]) in NOTE) {
    print sign(MARK[ROW[r], COLUMN[c]]) " " COLUMN[c] ", " ROW[r] ": " WORD[ROW[r], COLUMN[c]] >to
    print wrapped(NOTE[ROW[r], COLUMN[c]], "    ") >to
  }
  print "\nTHE ARCHITECTURE TABLE  the cheapest that is able and meets its objectives" >to
  for (r = 1; r <= NEEDS; r++) {
    n = NEED[r]
    print "\n" toupper(WORDS[n]) "  scenarios/" FILE[n] ".yaml" >to
    print sign(VERDICT[n]) " course: " COURSE[n] >to
    print "  here:   " took(n) ", " dollars(MONTH[n, CHEAPEST[n]]) " a month" >to
    for (c = 1; c <= CANDIDATES[n]; c++) {
      v = CANDIDATE[n, c]
      printf "    %-58s %11s  %d/%d objectives\n", titled(n, v), dollars(MONTH[n, v]), MET[n, v], ASKED[n, v] >to
      print wrapped(reason(n, v) (reason(n, v) ~ /^fails/ ? "" : "; " RESULT[n, v]), "      ") >to
    }
    print wrapped(REMARK[n], "  ") >to
  }
  close(to)
}

function bars(text) { gsub(/\|/, "\\|", text); gsub(/->/, "\\&rarr;", text); return text }

function writeMarkdown(    r, c, i, n, v, to, line) {
  to = out ".md"
  print "# Which service? Two tables of a first course on AWS, with measured figures\n" >to
  print "`=` the figures say the same, `~` it depends, `!` they say something else. Made by `scenarios/which-service/measure.sh`.\n" >to
  print "## The choice table\n" >to
  print grouped(items) " items of 1 KiB a second in ap-northeast-2; `scenarios/which-service.yaml`.\n" >to
  line = "|  |"
  for (c = 1; c <= 5; c++) line = line " " COLUMN[c] " |"
  print line "\n| --- | --- | --- | --- | --- | --- |" >to
  for (r = 1; r <= 5; r++) {
    line = "| **" ROW[r] "** |"
    for (c = 1; c <= 5; c++) {
      line = line " `" sign(MARK[ROW[r], COLUMN[c]]) "` **" WORD[ROW[r], COLUMN[c]] "**"
      for (i = 1; i <= COUNT[ROW[r], COLUMN[c]]; i++) line = line "<br>" bars(TEXT[ROW[r], COLUMN[c], i])
      line = line " |"
    }
    print line >to
  }
  print "\n### Where the table says something else\n" >to
  for (r = 1; r <= 5; r++) for (c = 1; c <= 5; c++) if ((ROW[r], COLUMN[c]) in NOTE)
    print "* `" sign(MARK[ROW[r], COLUMN[c]]) "` **" COLUMN[c] ", " ROW[r] ": " WORD[ROW[r], COLUMN[c]] ".** " \
        NOTE[ROW[r], COLUMN[c]] >to
  print "\n## The architecture table\n" >to
  print "Recommended here is the cheapest that is able and meets its objectives.\n" >to
  print "|  | requirement | the course | measured | a month |\n| --- | --- | --- | --- | ---: |" >to
  for (r = 1; r <= NEEDS; r++) {
    n = NEED[r]
    print "| `" sign(VERDICT[n]) "` | " WORDS[n] " | " COURSE[n] " | " took(n) " | " dollars(MONTH[n, CHEAPEST[n]]) \
        " |" >to
  }
  for (r = 1; r <= NEEDS; r++) {
    n = NEED[r]
    print "\n### " WORDS[n] "\n\n" REMARK[n] " `scenarios/" FILE[n] ".yaml`\n" >to
    print "| candidate | a month | objectives | measured | verdict |\n| --- | ---: | --- | --- | --- |" >to
    for (c = 1; c <= CANDIDATES[n]; c++) {
      v = CANDIDATE[n, c]
      print "| " (v == CHEAPEST[n] ? "**" titled(n, v) "**" : titled(n, v)) " | " dollars(MONTH[n, v]) " | " MET[n, \
          v] + 0 "/" ASKED[n, v] \
        " | " RESULT[n, v] " | " reason(n, v) " |" >to
    }
  }
  close(to)
}

function escaped(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); return \
    text }

function badge(mark) { return "<span class=\"" mark "\">" mark "</span>" }

function writeHTML(    r, c, i, n, v, to) {
  to = out ".html"
  print "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">" >to
  print "<title>Which service?</title>\n<style>" >to
  print ":root { color-scheme: light dark; --line: #8885; --agrees: #1d6b40; --depends: #855000; --differs: #b3261e }" >to
  print "@media (prefers-color-scheme: dark) { :root { --agrees: #6fcf97; --depends: #f2b84b; --differs: #ff8a80 } }" >to
  print "body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 84rem; padding: 0 1rem }" >to
  print "table { border-collapse: collapse; width: 100%; margin: 1rem 0 } div { overflow-x: auto }" >to
  print "th, td { border: 1px solid var(--line); padding: .5rem .6rem; text-align: left; vertical-align: top }" >to
  print "td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }" >to
  print "ul { margin: .3rem 0 0; padding-left: 1.1rem } td li { font-size: .85rem } .word { font-size: 1.2rem; font-weight: 600 }" >to
  print ".agrees, .depends, .differs { font-size: .8rem; font-weight: 600; border: 1px solid; border-radius: .8rem; padding: 0 .5rem }" >to
  print ".agrees { color: var(--agrees) } .depends { color: var(--depends) } .differs { color: var(--differs) } tr.chosen { font-weight: 600 }" >to
  print "@media print { body { font-size: 10px; margin: 0; max-width: none } h3, tr { break-inside: avoid } }\n</style>" >to
  print "<main>\n<h1>Which service?</h1>\n<p>Two tables of a first course on AWS. In each cell stands the word of the course, and under it" >to
  print "what the simulation measured: " badge("agrees") " they say the same, " badge("depends") \
      " on how it is used, " badge("differs") " they do not.</p>" >to
  print "<h2>The choice table</h2>\n<p>" grouped(items) \
      " items of 1 KiB a second in ap-northeast-2; <code>scenarios/which-service.yaml</code>.</p>\n<div><table>\n<tr><td></td>" >to
  for (c = 1; c <= 5; c++) print "<th>" COLUMN[c] "</th>" >to
  print "</tr>" >to
  for (r = 1; r <= 5; r++) {
    print "<tr><th>" ROW[r] "</th>" >to
    for (c = 1; c <= 5; c++) {
      print "<td><span class=\"word\">" WORD[ROW[r], COLUMN[c]] "</span> " badge(MARK[ROW[r], COLUMN[c]]) "<ul>" >to
      for (i = 1; i <= COUNT[ROW[r], COLUMN[c]]; i++) print "<li>" escaped(TEXT[ROW[r], COLUMN[c], i]) "</li>" >to
      print "</ul></td>" >to
    }
    print "</tr>" >to
  }
  print "</table></div>\n<h3>Where the table says something else</h3>\n<ul>" >to
  for (r = 1; r <= 5; r++) for (c = 1; c <= 5; c++) if ((ROW[r], COLUMN[c]) in NOTE)
    print "<li>" badge(MARK[ROW[r], COLUMN[c]]) " <b>" COLUMN[c] ", " ROW[r] ": " WORD[ROW[r], COLUMN[c]] ".</b> " \
        escaped(NOTE[ROW[r], COLUMN[c]]) "</li>" >to
  print "</ul>\n<h2>The architecture table</h2>\n<p>Recommended here is the cheapest that is able and meets its objectives.</p>" >to
  print "<div><table>\n<tr><th>requirement</th><th>the course</th><th>measured</th><th>a month</th><td></td></tr>" >to
  for (r = 1; r <= NEEDS; r++) {
    n = NEED[r]
    print "<tr><th>" WORDS[n] "</th><td>" COURSE[n] "</td><td><b>" took(n) "</b></td><td class=\"number\">" \
        dollars(MONTH[n, CHEAPEST[n]]) \
      "</td><td>" badge(VERDICT[n]) "</td></tr>" >to
  }
  print "</table></div>" >to
  for (r = 1; r <= NEEDS; r++) {
    n = NEED[r]
    print "<h3>" WORDS[n] "</h3>\n<p>" escaped(REMARK[n]) " <code>scenarios/" FILE[n] \
        ".yaml</code></p>\n<div><table>" >to
    print "<tr><th>candidate</th><th>a month</th><th>objectives</th><th>measured</th><th>verdict</th></tr>" >to
    for (c = 1; c <= CANDIDATES[n]; c++) {
      v = CANDIDATE[n, c]
      print "<tr" (v == CHEAPEST[n] ? " class=\"chosen\"" : "") "><td>" titled(n, v) "</td><td class=\"number\">" \
          dollars(MONTH[n, v]) \
        "</td><td>" MET[n, v] + 0 "/" ASKED[n, v] "</td><td>" escaped(RESULT[n, v]) "</td><td>" escaped(reason(n, \
            v)) "</td></tr>" >to
    }
    print "</table></div>" >to
  }
  print "</main>\n</html>" >to
  close(to)
}
