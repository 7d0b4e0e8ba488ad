import './contract/jitless'
import './styles/index.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { startConnection } from '~/api/connection-store'
import { readDeployment } from '~/api/deployment'
import { queryClient } from '~/api/query-client'
import { createRouter } from '~/app/router'
import { startSettings } from '~/lib/settings'

startSettings()
startConnection(await readDeployment())

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={createRouter()} />
    </QueryClientProvider>
  </StrictMode>,
)
