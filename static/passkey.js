// Signs in with a passkey, or adds one to an account. A small script of its own, so that these pages need no framework.
// A block <div data-passkey="sign-in|add" hidden> is shown where the browser can do it.

const able = typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential

async function ask(path, body) {
  const response = await fetch(`/auth/passkey/${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  })
  if (!response.ok) throw new Error(String(response.status))
  return response.json()
}

async function signIn() {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await ask('generate-authenticate-options'))
  const proof = await navigator.credentials.get({ publicKey })
  await ask('verify-authentication', { response: proof.toJSON() })
}

async function add(block) {
  const name = block.querySelector('input')?.value.trim() || undefined
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    await ask(`generate-register-options${name ? `?name=${encodeURIComponent(name)}` : ''}`)
  )
  const made = await navigator.credentials.create({ publicKey })
  await ask('verify-registration', { response: made.toJSON(), name })
}

for (const block of able ? document.querySelectorAll('[data-passkey]') : []) {
  const button = block.querySelector('button')
  const failed = block.querySelector('[role=alert]')
  block.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    failed.hidden = true
    try {
      await (block.dataset.passkey === 'add' ? add(block) : signIn())
      location.assign(block.dataset.next)
    } catch {
      // Closed by the person, no passkey for this hall, or refused: one sentence says what to do next.
      failed.hidden = false
      button.disabled = false
    }
  })
}
