// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Reports that are looked at: pages, charts, and what they are made of.
  static let pictures: [Entry] = [
    Entry(
      "html", "html-report",
      title: "a report as one page, for a browser and for paper",
      text: """
        -o report.html, or -f html, writes the result as one file that needs nothing
        else: style, pictures and data lie in it, and it asks nothing of any server. It is
        read without scripts (a small one sorts tables and reads out values under the
        pointer), in light and in dark, on a telephone, and prints on A4.

        It says the same numbers as every other format; behind each number of a table
        stands the whole one (data-value). Each picture has a sentence that says what it
        shows, and its data as CSV behind a link. Several variants (-v a -v b) make one
        page. run, compare, sweep, plan, curve and cost write it.
        """, command: "sluice run scenarios/image-processing.yaml -o report.html"),
    Entry(
      "svg", "vega-lite", "vl.json", "charts",
      title: "the charts of a result, as pictures or to draw them otherwise",
      text: """
        -o charts.svg writes all charts of a result below each other, with titles and
        descriptions; it follows the reader's light or dark scheme. -o charts.vl.json
        (or -f vega-lite) writes them as a specification of Vega-Lite 5 with the data in
        it: one chart is the specification itself, several are its vconcat. So they can be
        drawn in a notebook, or with other colours.

        Lines over time are rounded to four digits there; the result's own JSON and CSV
        have every number in full.
        """,
      command: "sluice sweep scenarios/image-processing.yaml --over workers.resizer.tasks=12..36 -n 4 -o charts.svg"),
    Entry(
      "nines", "nines-axis", "percentile-axis",
      title: "the axis on which the tail of a latency can be seen",
      text: """
        A share q stands at -log10(1 - q): 90% at 1, 99% at 2, 99.9% at 3. Each step to the
        right leaves a tenth of the messages, so that p99.9 has as much room as p90. A line
        that climbs evenly there is an exponential tail; one that turns up is heavier, and
        a step is a time that some messages wait out, such as a visibility timeout.
        """, command: "sluice explain percentile"),
  ]
}
