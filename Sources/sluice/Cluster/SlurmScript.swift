// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Reports

/// A batch script for Slurm: an array of parts, and the merge that depends on it (slurm.schedmd.com/sbatch.html).
struct SlurmScript {
  var job: ClusterJob
  /// `--partition`, `--account`: nil for the cluster's own.
  var partition: String?
  var account: String?

  var text: String {
    let part = job.partWords(jobs: nil).map(Shell.word).joined(separator: " ")
    let merge = job.mergeWords.map(Shell.word).joined(separator: " ")
    let file = "\(job.name).sh"
    return """
      #!/bin/sh
      #SBATCH --job-name=\(job.name)
      #SBATCH --array=0-\(job.parts - 1)
      #SBATCH --cpus-per-task=\(job.cpus)
      #SBATCH --mem=\(job.memory)M
      #SBATCH --time=\(Self.time(job.time))
      #SBATCH --requeue
      #SBATCH --open-mode=append
      \(extra)#
      # Submit the parts, then the merge, which begins when all of them are done:
      #   parts=$(sbatch --parsable \(file))
      #   sbatch --array=0 --kill-on-invalid-dep=yes --dependency=afterok:"$parts" \(file) merge
      # A part that was lost, say part \(job.parts - 1), goes on from what its store has:
      #   sbatch --array=\(job.parts - 1) \(file)
      set -eu
      if [ "${1-}" = merge ]; then
        exec \(merge) --jobs="${SLURM_CPUS_PER_TASK:-1}"
      fi
      mkdir -p \(Shell.word(job.folder))
      exec \(part) --jobs="${SLURM_CPUS_PER_TASK:-1}"

      """
  }

  private var extra: String {
    (partition.map { "#SBATCH --partition=\($0)\n" } ?? "") + (account.map { "#SBATCH --account=\($0)\n" } ?? "")
  }

  /// `D-HH:MM:SS`, rounded up to whole minutes as Slurm does.
  static func time(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    let minutes = (seconds + 59) / 60
    let clock = "\(two(minutes / 60 % 24)):\(two(minutes % 60)):00"
    return minutes >= 1440 ? "\(minutes / 1440)-\(clock)" : clock
  }

  /// A word of a directive: those are split at blanks and know no quotes that all versions agree on.
  static func directive(_ text: String) throws -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_.,".utf8.contains(byte)
      }
    }
    guard isPlain, !text.isEmpty else { throw FlagError("is no name that Slurm takes") }
    return text
  }
}
