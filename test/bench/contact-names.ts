/** Names that fill a store for benches. The commonest surnames come first, as in life. */
const surnames =
  '王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢唐许冯宋韩邓彭曹曾田萧潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常'

export const givenCharacters = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文志海燕春梅鹏飞鑫波斌宇浩凯健俊帆雪琳倩婷宁丹萍莉君辉旭阳晨思雨佳怡欣子轩梓涵一诺博睿嘉琪晓慧云天泽瑞安琦雅婧可心语桐若曦辰逸景行清和乐之远书墨言知夏秋冬雁青山川河湖星月光影诗意',
]

export const firstNames =
  'Emma Olivia Noah Liam Ava Mia Lucas Ethan Amelia Harper Ella Mason Logan Aria Chloe Grace Henry Jack Leo Nora Oscar Ruby Ruth Sofia Theo Thomas Victor Wanda Yara Zoe Ana Bruno Camila Diego Elisa Felipe Gustavo Heitor Isabel Joana Klaus Lena Matthias Nele Otto Paula Rainer Sabine Uwe Ingrid'.split(
    ' ',
  )

export const lastNames =
  'Smith Jones Taylor Brown Wilson Evans Thomas Johnson Roberts Walker Wright Robinson Thompson White Hughes Edwards Green Hall Wood Harris Lewis Martin Jackson Clarke Clark Turner Hill Scott Cooper Morris Ward Moore King Watson Baker Harrison Morgan Patel Young Allen Mitchell James Anderson Phillips Lee Bell Parker Davis Silva Santos Oliveira Souza Lima Pereira Ferreira Costa Rodrigues Almeida Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Quillworth Oakes Hawthorne Fairweather Larkspur Underhill Ashdown Winterbourne'.split(
    ' ',
  )

/** @param place In [0,1): small numbers give the commonest. */
export function bySurname(place: number): string {
  return surnames[Math.floor(place ** 1.8 * surnames.length)]!
}
