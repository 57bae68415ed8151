const b='http://localhost:7371'
let r=await fetch(b+'/demonstration'); const html=await r.text()
const m=/<form[^>]*action="([^"]*)"[^>]*>\s*<input[^>]*value="ratna-wijayakusuma"/.exec(html); console.log(m&&m[0].slice(0,200))
const name=/<input[^>]*name="([^"]+)"[^>]*value="ratna/.exec(html)?.[1]
r=await fetch(b+'/demonstration'+(m?.[1]??''),{method:'POST',redirect:'manual',headers:{origin:b,'content-type':'application/x-www-form-urlencoded'},body:new URLSearchParams({[name??'member']:'ratna-wijayakusuma'})})
console.log(r.status,r.headers.get('location'))
const cookie=r.headers.getSetCookie().map(c=>c.split(';')[0]).join('; ')
const fs=await import('node:fs'); fs.writeFileSync('/tmp/docwork/cookie',cookie)
for(const p of ['/documents/desk','/documents/1/review','/documents/1/pages/13/picture?width=900','/documents/1/pages/13/picture?width=1800','/documents/1/pages/13']){const t=Date.now();r=await fetch(b+p,{headers:{cookie}});const n=(await r.arrayBuffer()).byteLength;console.log(p,r.status,n,Date.now()-t)}
