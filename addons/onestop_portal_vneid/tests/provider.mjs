// A real OpenID provider on the loopback, for tests: node provider.mjs NODE_MODULES PORT RETURN_ADDRESS
import { pathToFileURL } from "node:url";

const [modules, port, returnAddress] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`));

const people = {
    be: {
        HoVaTen: "Trần Thị Bé",
        SoDinhDanh: "035190001234",
        NgayThangNamSinh: "27/03/1990",
        GioiTinh: "Nữ",
        TonGiao: "Không",
    },
    tu: { HoVaTen: "Lê Văn Tư", SoDinhDanh: "035088004321" },
};
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
    clients: [
        {
            client_id: "portal",
            client_secret: "s3cret&/=",
            redirect_uris: [returnAddress],
            grant_types: ["authorization_code"],
            response_types: ["code"],
        },
    ],
    claims: { openid: ["sub", ...Object.keys(people.be)], acr: null },
    acrValues: ["LoA1", "LoA2"],
    pkce: { required: () => true },
    conformIdTokenClaims: true,
    cookies: { keys: ["only for tests"] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_context, id) =>
        people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
