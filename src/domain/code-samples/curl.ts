import type { Batch } from '../../contract/batch.ts'
import { KEY_VARIABLE, type SampleInput, createBody, resultsName } from './sample-input.ts'

/** Quotes text for a POSIX shell. */
function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/**
 * A bash script: upload, start, look, and a download that goes on where it stopped. It appends whole lines
 * only, and passes over the known ones when the server has ignored the offset and sent the file from its
 * beginning.
 */
export function curlSample({ batch, baseUrl, fileName, apiKey }: SampleInput): string {
  const key = apiKey
    ? `KEY=${shellQuote(apiKey)}`
    : `KEY="\${${KEY_VARIABLE}:?Set ${KEY_VARIABLE} to your API key}"`
  const body = JSON.stringify(createBody(batch, 'INPUT_FILE_ID'), null, 2)
  return `BASE_URL=${shellQuote(baseUrl)}
${key}

# 1. Upload the input file. The answer holds its id.
curl -sS "$BASE_URL/files" \\
  -H "Authorization: Bearer $KEY" \\
  -F purpose=batch \\
  -F file=@${shellQuote(fileName)}

# 2. Start a batch like this one: put that id in the place of INPUT_FILE_ID.
curl -sS "$BASE_URL/batches" \\
  -H "Authorization: Bearer $KEY" \\
  -H 'Content-Type: application/json' \\
  -d ${shellQuote(body)}

# 3. See how this batch stands.
curl -sS "$BASE_URL/batches/"${shellQuote(batch.id)} \\
  -H "Authorization: Bearer $KEY"

${fetchAnswers(batch)}`
}

/** The part of the script that downloads; before the server has named the file there is nothing to run. */
function fetchAnswers(batch: Batch): string {
  if (!batch.output_file_id) {
    return `# 4. This batch has no file of answers yet. Once part 3 shows an output_file_id, come back for this part.
`
  }
  return `# 4. Fetch the answers that are there. Run this part again to fetch the ones that came since.
OUT=${shellQuote(resultsName(batch))}
touch "$OUT"
rm -f part.jsonl
LINES_KEPT=$(wc -l < "$OUT" | tr -d ' ')
CUT=no
curl -sS --fail -D headers.txt -o part.jsonl \\
  "$BASE_URL/files/"${shellQuote(batch.output_file_id)}"/content?offset=$LINES_KEPT&skip=$LINES_KEPT" \\
  -H "Authorization: Bearer $KEY" || CUT=yes
if [ -f part.jsonl ]; then
  if [ "$LINES_KEPT" -gt 0 ] && [ "$(head -n 1 part.jsonl)" = "$(head -n 1 "$OUT")" ]; then
    tail -n "+$((LINES_KEPT + 1))" part.jsonl > rest.jsonl  # this server always sends the whole file
    mv rest.jsonl part.jsonl
  fi
  head -n "$(wc -l < part.jsonl)" part.jsonl >> "$OUT"
  rm part.jsonl
fi
if [ "$CUT" = yes ]; then
  echo "Cut off or refused: run this part again. $(wc -l < "$OUT") answers are kept."
elif grep -qi '^x-incomplete: true' headers.txt; then
  echo "The batch is still running; $(wc -l < "$OUT") answers so far."
else
  echo "Done: $(wc -l < "$OUT") answers in $OUT."
fi
`
}
