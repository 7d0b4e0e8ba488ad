import './contract/jitless'
import './styles/index.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { batchKeys } from '~/api/batches'
import { startConnection } from '~/api/connection-store'
import { readDeployment } from '~/api/deployment'
import { onDoneInOtherTab } from '~/api/other-tabs'
import { queryClient } from '~/api/query-client'
import { createRouter } from '~/app/router'
import { startSettings } from '~/lib/settings'

startSettings()
startConnection(await readDeployment())

// A hidden tab asks once it is looked at.
onDoneInOtherTab(
  (connection) =>
    void queryClient.invalidateQueries({
      queryKey: batchKeys.all(connection),
      refetchType: document.hidden ? 'none' : 'active',
    }),
)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const router = createRouter()

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)

/** Between two looks at whether the first page is at rest. */
const LOOK_MS = 500

if (import.meta.env.PROD) {
  const looking = setInterval(() => {
    const { initialized, navigation } = router.state
    const isAtRest = initialized && navigation.state === 'idle' && queryClient.isFetching() === 0
    if (document.readyState !== 'complete' || !isAtRest) return
    clearInterval(looking)
    // What cannot be had now is fetched when it is needed, and missed there.
    import('~/api/code-ahead').then(({ fetchCodeAhead }) => fetchCodeAhead()).catch(() => undefined)
  }, LOOK_MS)
}
