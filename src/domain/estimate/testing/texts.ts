/** Texts of many kinds, written for the calibration of the token estimate. */
export interface SampleText {
  kind: string
  script: 'latin' | 'foreign'
  text: string
}

const ENGLISH = `The harbour master keeps a ledger of every ship that comes in before noon. On the left he writes the name and the flag, on the right what it carries and who will pay the dues. When a captain complains about a fee, he turns the book around, points at the line, and waits. Most of them pay. In spring the herring boats arrive all at once and nobody has time to argue; then his daughter writes the lines while he shouts the numbers through the open window. Last year the council proposed to replace the ledger with a machine that photographs the hulls. The machine could tell a trawler from a ferry, but it could not tell an honest captain from one who paints a new number every month.`

const INSTRUCTION = `You are a careful assistant for customer support. Classify the following ticket as exactly one of: billing, shipping, product defect, account access, other. Answer with the label only, in lower case, without punctuation or explanation. If the customer mentions more than one problem, choose the one that they want solved first. Ticket: "I ordered the blue kettle three weeks ago, was charged twice, and now your website says that my account doesn't exist."`

const GERMAN = `Die Hausverwaltung teilt mit, dass die Heizungsanlage in der kommenden Woche gewartet wird. Bitte sorgen Sie dafür, dass die Räume zwischen acht und zwölf Uhr zugänglich sind. Falls Sie verhindert sind, können Sie den Schlüssel beim Hausmeister hinterlegen; er gibt ihn nach der Überprüfung zurück. Größere Geräusche lassen sich leider nicht vermeiden. Für Rückfragen steht Ihnen die Verwaltungsgesellschaft unter der bekannten Telefonnummer zur Verfügung, außerdem finden Sie die wichtigsten Auskünfte am Schwarzen Brett im Treppenhaus.`

const FRENCH = `Le musée ouvre ses portes à neuf heures et ferme à dix-huit heures, sauf le mardi. Les visiteurs sont priés de déposer leurs parapluies à l'entrée et de ne pas toucher aux œuvres. La salle des manuscrits, récemment rénovée, présente une centaine de documents qui n'avaient jamais été montrés au public. Une visite guidée part toutes les deux heures ; elle dure cinquante minutes et se termine devant le jardin intérieur, où l'on peut boire un café.`

const SPANISH = `El tren de las siete sale con retraso porque todavía esperan a los viajeros que vienen de la costa. Mientras tanto, el revisor reparte periódicos y explica que la avería de ayer ya está reparada. Una señora pregunta si llegará a tiempo para la boda de su sobrina; él mira el reloj, calcula en silencio y le promete que sí, aunque sabe que en la montaña ha empezado a nevar.`

const POLISH = `W małym miasteczku nad rzeką działa biblioteka, którą prowadzi emerytowany nauczyciel. Książki ułożone są nie według alfabetu, lecz według pór roku, w których najlepiej je czytać. Kto szuka powieści na długie zimowe wieczory, musi przejść przez całą salę, minąć wiosnę i lato, a potem skręcić w lewo przy piecu kaflowym.`

const TURKISH = `Sabahın erken saatlerinde fırıncı hamuru yoğururken sokaktan geçenler kapıyı çalar ve sıcak ekmek olup olmadığını sorar. O da her seferinde aynı cevabı verir: ekmek güneş doğmadan çıkmaz. Çocuklar okula giderken simit alır, yaşlılar ise gazetelerini okuyarak beklemeyi tercih eder.`

const RUSSIAN = `Старый мост через реку закрыли на ремонт, и теперь жители деревни ездят в город окольной дорогой. Почтальон приезжает только по вторникам и пятницам, зато привозит новости сразу из трёх районов. Учительница математики подсчитала, что из-за объезда каждая семья тратит лишних сорок минут в день, и отправила письмо в областную администрацию.`

const GREEK = `Το μικρό καφενείο δίπλα στο λιμάνι ανοίγει πριν ξημερώσει, γιατί οι ψαράδες θέλουν τον καφέ τους πριν βγουν στη θάλασσα. Ο ιδιοκτήτης ξέρει τι πίνει ο καθένας και δεν χρειάζεται να ρωτήσει. Όταν φυσάει βοριάς, κάθονται όλοι μέσα και μιλούν για παλιά ναυάγια.`

const CHINESE = `这座图书馆建于一百年前，藏书超过三十万册。每天早晨，管理员都会打开所有的窗户，让阳光照进阅览室。读者可以在二楼借阅小说、历史和科学类书籍，也可以在三楼查阅旧报纸。最近，图书馆开始把珍贵的手稿扫描成电子版，方便远方的研究者在网上阅读。如果您需要帮助，请按桌上的铃，工作人员会尽快过来。`

const JAPANESE = `駅前の小さな喫茶店では、毎朝七時にコーヒーの香りが通りに広がります。店主は三十年前にこの町へ引っ越してきて、それ以来ほとんど休まずに店を開けてきました。常連の客は新聞を読みながら、ゆっくりと朝食を楽しみます。最近は若い人たちもノートパソコンを持って訪れるようになり、店の奥には電源のある席が増えました。`

const KOREAN = `오래된 시장 골목에는 아침마다 두부를 파는 할머니가 나오십니다. 단골손님들은 줄을 서서 기다리면서 서로의 안부를 묻고, 아이들은 따뜻한 콩물을 한 잔씩 얻어 마십니다. 요즘은 배달 주문도 받지만, 할머니는 직접 찾아오는 사람에게 늘 한 모를 더 얹어 주십니다.`

const ARABIC = `في السوق القديم يجلس الخطاط أمام دكانه الصغير ويكتب أسماء الزوار على أوراق ملونة. تعلّم المهنة من أبيه الذي تعلمها من جده، وهو يقول إن اليد تحتاج إلى عشر سنوات قبل أن تفهم الحرف. يأتي إليه الطلاب من بلاد بعيدة، ويعودون إليها بدفاتر مليئة بالحبر وبحكايات لا تنتهي.`

const HINDI = `गाँव के स्कूल में इस साल एक नया पुस्तकालय खुला है। बच्चे शाम को वहाँ बैठकर कहानियाँ पढ़ते हैं और बड़े लोग अख़बार देखने आते हैं। अध्यापिका ने बताया कि पहले महीने में ही तीन सौ किताबें घर ले जाई गईं और सब समय पर वापस भी आ गईं।`

const HEBREW = `בכל בוקר יוצאת הגננת אל החצר ומשקה את העציצים לפני שהשמש מתחממת. הילדים מגיעים בשמונה, תולים את התיקים ורצים אל ארגז החול. בשבוע שעבר הם זרעו עדשים בתוך צמר גפן, ועכשיו כל אחד מודד בסרגל כמה צמח הגבעול שלו.`

const CODE = `export async function readPages<Row>(source: PageSource<Row>, signal: AbortSignal): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | null = null
  do {
    const page = await source.next(cursor, { signal, limit: 100 })
    for (const row of page.rows) {
      if (rows.length >= source.maximum) return rows
      rows.push(row)
    }
    cursor = page.hasMore ? page.lastId : null
  } while (cursor !== null)
  return rows
}

def moving_average(values, window=5):
    """Yields the mean of the last \`window\` values."""
    total, queue = 0.0, deque()
    for value in values:
        queue.append(value)
        total += value
        if len(queue) > window:
            total -= queue.popleft()
        yield total / len(queue)
`

const JSON_TEXT = JSON.stringify(
  Array.from({ length: 6 }, (_, index) => ({
    orderId: `ord_${48_213 + index * 97}`,
    customer: { name: 'Jane Miller', email: 'jane.miller@example.com', verified: index % 2 === 0 },
    lines: [
      { sku: `KT-${100 + index}`, quantity: index + 1, unit_price: 19.95 + index },
      { sku: 'WRAP', quantity: 1, unit_price: 2.5 },
    ],
    shippedAt: index === 3 ? null : `2026-03-0${index + 1}T08:15:00Z`,
  })),
)

const TABLE = Array.from(
  { length: 30 },
  (_, index) =>
    `| ${1000 + index} | station ${index} | ${(index * 37.13).toFixed(2)} | ${index * 8_191} | 2026-0${(index % 9) + 1}-14 | open |`,
).join('\n')

const CSV = Array.from(
  { length: 30 },
  (_, index) =>
    `${7_000_000 + index * 7919},${(index * 3.7).toFixed(3)},${index % 2 ? 'yes' : 'no'},${((index * 7919) % 100_000) / 8}`,
).join('\n')

const BASE64 =
  'kT3vQ9xZ0bLr7WmYp2HcSjEaU8dNfGi4/oXqK1tVnRwB6zMhCyPl5eDuJ+OsAgIFTqW0vZ8yXn3rMbKcP7jLdHs2GfEa9RtUoYiQ4wV6xN1kBzJm5pSCgFhDuAeOl+T/3IrWqX9vKc8yZnLb7MjHpR2fGdSaEoUtYiQ4wVx6N1kzBJm5CpSgFDhuAeOlT+3/IrXWqv9Kc8ynZLbM7jHRp2fdGSaEUotYQi4Vw6x1Nkz'

const EMOJI = `Just landed 🛬 in Lisbon! Sunshine ☀️, pastéis 😋 and the ocean 🌊🌊. Anyone around for dinner tonight? 🍽️🍷 Bring the whole family 👨‍👩‍👧‍👦 — we found a place with a view 🤩🔥 #travel #lisbon`

const MARKDOWN = `# Release notes

## 4.2.0

- **Faster exports**: files over 100 MB are written in pieces (see [the guide](https://docs.example.com/exports#pieces)).
- Fixed: \`--since\` ignored the time zone of the server.
- *Deprecated*: the \`legacyMode\` option; use \`mode: "compatible"\` instead.

| Option | Default | Meaning |
|---|---|---|
| \`retries\` | 3 | How often a request is sent again |
| \`timeout\` | 30 s | After this a request counts as failed |

> Note: upgrade the agent **before** the server.
`

export const SAMPLE_TEXTS: readonly SampleText[] = [
  { kind: 'English', script: 'latin', text: ENGLISH },
  { kind: 'instructions', script: 'latin', text: INSTRUCTION },
  { kind: 'German', script: 'latin', text: GERMAN },
  { kind: 'French', script: 'latin', text: FRENCH },
  { kind: 'Spanish', script: 'latin', text: SPANISH },
  { kind: 'Polish', script: 'latin', text: POLISH },
  { kind: 'Turkish', script: 'latin', text: TURKISH },
  { kind: 'code', script: 'latin', text: CODE },
  { kind: 'JSON', script: 'latin', text: JSON_TEXT },
  { kind: 'Markdown', script: 'latin', text: MARKDOWN },
  { kind: 'table', script: 'latin', text: TABLE },
  { kind: 'CSV', script: 'latin', text: CSV },
  { kind: 'base64', script: 'latin', text: BASE64 },
  { kind: 'Russian', script: 'foreign', text: RUSSIAN },
  { kind: 'Greek', script: 'foreign', text: GREEK },
  { kind: 'Chinese', script: 'foreign', text: CHINESE },
  { kind: 'Japanese', script: 'foreign', text: JAPANESE },
  { kind: 'Korean', script: 'foreign', text: KOREAN },
  { kind: 'Arabic', script: 'foreign', text: ARABIC },
  { kind: 'Hindi', script: 'foreign', text: HINDI },
  { kind: 'Hebrew', script: 'foreign', text: HEBREW },
  { kind: 'emoji', script: 'foreign', text: EMOJI },
]
