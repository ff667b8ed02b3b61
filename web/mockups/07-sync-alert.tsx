import { useEffect } from 'react'
import { tellSyncAlert } from '../ui/toaster.tsx'
import { Frame, type Mockup, SamplePositions } from './mockup.tsx'

function Page() {
  useEffect(tellSyncAlert, [])
  return (
    <Frame>
      <SamplePositions />
    </Frame>
  )
}

export const syncAlert: Mockup = {
  name: '07-sync-alert',
  title: 'Another device was first',
  Page,
  window: true,
}
