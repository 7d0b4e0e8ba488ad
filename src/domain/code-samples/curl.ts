import { KEY_VARIABLE, type SampleInput, createBody, resultsName } from './sample-input.ts'

/** Quotes text for a POSIX shell. */
function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/**
 * A bash script: upload, start, look, and a download that goes on where it stopped. It appends whole lines
 * only, and starts over when the server has ignored the offset and sent the file from its beginning.
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

# 4. Fetch the answers that are there. Run this part again to fetch the ones that came since.
OUT=${shellQuote(resultsName(batch))}
touch "$OUT"
LINES_KEPT=$(wc -l < "$OUT" | tr -d ' ')
curl -sS --fail -D headers.txt -o part.jsonl \\
  "$BASE_URL/files/"${shellQuote(batch.output_file_id ?? 'OUTPUT_FILE_ID')}"/content?offset=$LINES_KEPT&skip=$LINES_KEPT" \\
  -H "Authorization: Bearer $KEY"
if [ "$LINES_KEPT" -gt 0 ] && [ "$(head -n 1 part.jsonl)" = "$(head -n 1 "$OUT")" ]; then
  : > "$OUT"  # this server always sends the whole file
fi
head -n "$(wc -l < part.jsonl)" part.jsonl >> "$OUT"
rm part.jsonl
if grep -qi '^x-incomplete: true' headers.txt; then
  echo "The batch is still running; $(wc -l < "$OUT") answers so far."
else
  echo "Done: $(wc -l < "$OUT") answers in $OUT."
fi
`
}
