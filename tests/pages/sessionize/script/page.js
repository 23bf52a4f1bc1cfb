document.write("<div class=\"sessionize-loader\" data-sessionize-load-url=\"https:\/\/sessionize.com\/api\/v2\/abcd1234\/view\/SpeakerWall?under=True\"><\/div>");
