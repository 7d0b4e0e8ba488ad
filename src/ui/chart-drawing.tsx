import { use, useEffect, useRef } from 'react'
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  useActiveTooltipLabel,
  XAxis,
  YAxis,
} from 'recharts'
import { formatAxisTime, formatMoment, zoneOffsetSeconds } from '../lib/format.ts'
import { timeAxis } from './chart-axis.ts'
import type { ChartProps, ChartSeries } from './chart.tsx'
import { TimeZoneContext } from './time.tsx'

const MOST_TICKS = 5
const AXIS = { tickLine: false, tick: { fill: 'var(--color-ink-muted)', fontSize: 12 } } as const

/** The drawing of a chart. The keyboard reads it with the arrow keys; screen readers have the table. */
export function ChartDrawing({ title, times, series, levels, isCounted = false, formatValue }: ChartProps) {
  const zone = use(TimeZoneContext)
  const from = times[0] ?? 0
  const to = times.at(-1) ?? from
  const { ticks, precision } = timeAxis(from, to, MOST_TICKS, zoneOffsetSeconds(from, zone))
  const points = times.map((at, index) => ({
    at,
    ...Object.fromEntries(series.map(({ values }, number) => [`v${number}`, values[index] ?? null])),
  }))
  const layersOf = useUntabbableLayers()
  return (
    <ResponsiveContainer ref={layersOf} width="100%" height="100%">
      <ComposedChart data={points} margin={{ top: 6, right: 12, bottom: 0, left: 0 }} title={title}>
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis
          {...AXIS}
          dataKey="at"
          type="number"
          domain={[from, Math.max(to, from + 1)]}
          ticks={ticks}
          tickFormatter={(at: number) => formatAxisTime(at, zone, precision)}
          axisLine={{ stroke: 'var(--color-line-strong)' }}
        />
        <YAxis
          {...AXIS}
          width="auto"
          tickCount={4}
          axisLine={false}
          allowDecimals={!isCounted}
          domain={[0, 'auto']}
          tickFormatter={formatValue}
        />
        {levels.map((level) =>
          level.from === level.to ? (
            <ReferenceLine
              key={level.name}
              y={level.to}
              ifOverflow="extendDomain"
              stroke="var(--color-ink-muted)"
              strokeDasharray="2 3"
            />
          ) : (
            <ReferenceArea
              key={level.name}
              y1={level.from}
              ifOverflow="extendDomain"
              y2={level.to}
              fill="var(--color-ink-muted)"
              fillOpacity={0.1}
              stroke="var(--color-ink-muted)"
              strokeDasharray="2 3"
            />
          ),
        )}
        {series.map((one, number) => drawSeries(one, `v${number}`))}
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--color-line-strong)' }}
          content={<Reading times={times} series={series} />}
        />
      </ComposedChart>
    </ResponsiveContainer>
  )
}

/**
 * Keeps Tab from stopping at the layers of a drawing. React listens for focus on whatever it portals into, and
 * Chromium lets Tab stop at every part of an SVG that listens for focus.
 */
function useUntabbableLayers() {
  const drawing = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Layers come and go inside the library.
    const container = drawing.current
    if (container === null) return undefined
    const mark = () => {
      for (const layer of container.querySelectorAll('g[class^="recharts-zIndex"]:not([tabindex])')) {
        layer.setAttribute('tabindex', '-1')
      }
    }
    const observer = new MutationObserver(mark)
    observer.observe(container, { childList: true, subtree: true })
    mark()
    return () => observer.disconnect()
  }, [])
  return drawing
}

/** Sums grow between two points; a speed holds until the next one. Nothing moves by itself. */
function drawSeries({ name, look }: ChartSeries, dataKey: string) {
  const shared = { key: name, dataKey, name, isAnimationActive: false } as const
  const { key, ...props } = shared
  switch (look) {
    case 'accent-area':
    case 'accent-steps':
      return (
        <Area
          key={key}
          {...props}
          type={look === 'accent-steps' ? 'stepAfter' : 'linear'}
          dot={false}
          stroke="var(--color-accent)"
          strokeWidth={2}
          fill="var(--color-accent-wash)"
          fillOpacity={1}
        />
      )
    case 'danger-line':
      return (
        <Line
          key={key}
          {...props}
          type="linear"
          dot={false}
          stroke="var(--color-danger)"
          strokeWidth={2}
          strokeDasharray="5 3"
        />
      )
  }
}

/** The values under the pointer or the arrow keys. */
function Reading({ times, series }: Pick<ChartProps, 'times' | 'series'>) {
  const zone = use(TimeZoneContext)
  const label = Number(useActiveTooltipLabel())
  const index = times.indexOf(label)
  if (index === -1) return null
  return (
    <div className="rounded-md border border-line bg-raised px-3 py-2 text-sm tabular-nums shadow-float">
      <p className="text-ink-muted">{formatMoment(label, zone)}</p>
      {series.map(({ name, texts }) => (
        <p key={name}>
          {name}: <strong className="font-semibold">{texts[index]}</strong>
        </p>
      ))}
    </div>
  )
}
