# SPDX-License-Identifier: GPL-3.0-or-later
#
# The architecture table: for each requirement the cheapest candidate that is able and meets its objectives.

function requirement(name, file, words, course, theirs) {
  NEED[++NEEDS] = name
  FILE[name] = file
  WORDS[name] = words
  COURSE[name] = course
  VERDICT[name] = index(" " theirs " ", " " CHEAPEST[name] " ") ? "agrees" : "differs"
}

function titled(name, variant) { return TITLE[FILE[name], variant] }

function took(name) { return CHEAPEST[name] == "" ? "none" : titled(name, CHEAPEST[name]) }

function reason(name, variant) {
  if ((name, variant) in LACK) return "cannot: " LACK[name, variant]
  if ((name, variant) in FAILS) return "fails " FAILS[name, variant]
  return CHEAPEST[name] == variant ? "cheapest" : STANDING[name, variant] == "pass" ? "does it, dearer" : \
      STANDING[name, variant]
}

function architectures(    least, valkey) {
  requirement("jobs", "which-service-jobs", "Simple asynchronous work, buffering", "SQS with Lambda or EC2", \
      "base sqs-ec2")
  REMARK["jobs"] = "SQS with Lambda costs " dollars(MONTH["jobs", "base"]) ", with EC2 " dollars(MONTH["jobs", \
      "sqs-ec2"]) \
    ". SNS that calls the function itself costs " dollars(MONTH["jobs", "sns"]) " and " \
    (("jobs", "sns") in FAILS ? "loses what fails for good (" FAILS["jobs", "sns"] ")" : "loses nothing") \
    "; with a queue for failures it " (STANDING["jobs", "sns-destination"] == "pass" ? \
        "does the work as well, for " : "fails as well, at ") \
    dollars(MONTH["jobs", "sns-destination"]) "."
  if (("jobs", "kinesis") in FAILS && ("jobs", "msk") in FAILS)
    REMARK["jobs"] = REMARK["jobs"] " In a log a job that can never be done holds up those behind it: Kinesis has " \
      FAILS["jobs", "kinesis"] ", MSK " FAILS["jobs", "msk"] "; where failures are set aside the bill is " \
      dollars(MONTH["jobs", "kinesis-destination"]) " and " dollars(MONTH["jobs", "msk-dead-letter"]) "."
  requirement("cache", "which-service-cache", "Fast cache, sessions, live counters", "Redis (ElastiCache)", \
      "base redis-alone")
  if (CHEAPEST["cache"] == "valkey" || CHEAPEST["cache"] == "serverless") VERDICT["cache"] = "depends"
  REMARK["cache"] = "The two nodes of the course cost " dollars(MONTH["cache", "base"]) ", the same with Valkey " \
    dollars(MONTH["cache", "valkey"]) ", which does the same"
  if ("cache-traffic" in CHANGE)
    REMARK["cache"] = REMARK["cache"] \
        sprintf("; Serverless is the cheapest up to %.0f times this traffic, two nodes of Valkey from there on", \
      CHANGE["cache-traffic"])
  REMARK["cache"] = REMARK["cache"] ". Memcached counts and keeps sessions as well, until a node dies (" \
    FAILS["cache", "memcached"] ")."
  requirement("stream", "which-service-stream", "Large streams, replay, retention, exact processing", \
      "Kafka or MSK", \
    "base msk-large msk-serverless kafka-ec2")
  REMARK["stream"] = "It is the exact processing that decides. Where at least once will do, the cheapest is " \
    TITLE["which-service-stream", CHEAPEST["stream-at-least-once"]] ", " \
    dollars(MONTH["stream-at-least-once", CHEAPEST["stream-at-least-once"]]) " a month."
  requirement("kafka", "which-service-stream", "Kafka without running it", "MSK Serverless or Standard", \
      "base msk-large msk-serverless")
  least = LEAST_AT["kafka-traffic", "base"]
  REMARK["kafka"] = "It is Standard, not Serverless: " \
    sprintf("at %s of this traffic Serverless still costs ", percent(least)) dollars(LEAST["kafka-traffic", \
        "msk-serverless"]) \
    ", Standard " dollars(LEAST["kafka-traffic", "base"]) \
    ("kafka-traffic" in CHANGE ? sprintf("; from %g times on %s is cheaper", CHANGE["kafka-traffic"], \
        titled("kafka", CHANGE_TO["kafka-traffic"])) : "; in between nothing else becomes cheaper") \
    ". Kafka on EC2 costs " dollars(MONTH["kafka", "kafka-ec2"]) ", and without the people who run it " \
    dollars(MONTH["kafka", "kafka-ec2"] - PEOPLE["kafka", "kafka-ec2"]) "."
  if (CHEAPEST["kafka"] == "msk-serverless") REMARK["kafka"] = "Serverless is the cheapest at this traffic."
}

END {
  split("data structure,persistence,order,throughput,cost", ROW, ",")
  split("Redis,Memcached,SQS,SNS,Kinesis", COLUMN, ",")
  items = sprintf("%.0f", VALUE["one", "base", "usual", "items", "throughput", "rate"]) + 0
  structures(); persistence(); order(); throughput(); cost(); architectures()
  writeCSV(); writeText(); writeMarkdown(); writeHTML()
}
