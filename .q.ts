import { pagePictureOf } from '#areas/documents/page-pictures.server.ts'
import { rmSync } from 'node:fs'
rmSync('/tmp/docwork/data/pages',{recursive:true,force:true})
const s='02d0879bca76a2b9fc072fda7fa4ae88e5eec23b3b2e4fe35acd8fcef8f62890'
const keep = setTimeout(()=>{},20000)
for (const page of [1,2,13]) { const t=Date.now(); const r = await pagePictureOf('/tmp/docwork/data',{sha256:s,page,width_px:900}); console.log((r as Uint8Array).length, Date.now()-t) }
clearTimeout(keep)
console.log(process.getActiveResourcesInfo())
setTimeout(()=>{console.log('3s', process.getActiveResourcesInfo())},3000).unref()
